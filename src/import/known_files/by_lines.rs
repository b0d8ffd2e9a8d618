//! Files of text that is no JSON, by the words that begin their lines.

use super::{
    ARM, CDK, DEPLOYED, HELM, KUSTOMIZE, Known, PLAYBOOK, PROGRAM, REPORT, SHOW, STACK, SYSTEMS,
    known,
};

/// Files of text, by words that lines begin with. The first that fits counts.
pub(in crate::import) const BY_LINES: &[Known] = &[
    known(
        "a catalogue of Backstage",
        SYSTEMS,
        &[&["apiVersion: backstage.io/v1"]],
    ),
    known(
        "a lock file of providers",
        SHOW,
        &[&["# This file is maintained automatically by"]],
    ),
    known(
        "a plan in words",
        SHOW,
        &[
            &["Terraform will perform the following actions"],
            &["OpenTofu will perform the following actions"],
            &["Terraform used the selected providers"],
            &["OpenTofu used the selected providers"],
            &["No changes. "],
            &["Plan: "],
        ],
    ),
    known("a template of Helm", HELM, &[&["apiVersion:", "kind:"]]),
    known(
        "a chart of Helm",
        HELM,
        &[
            &["apiVersion: v2", "name:", "version:"],
            &["apiVersion: v1", "name:", "version:"],
            &["name:", "version:", "appVersion:"],
        ],
    ),
    known(
        "a configuration of the Serverless Framework",
        STACK,
        &[
            &["service:", "provider:", "functions:"],
            &["service:", "provider:", "runtime:"],
        ],
    ),
    known("a project of Pulumi", PROGRAM, &[&["runtime:", "name:"]]),
    known(
        "a playbook of Ansible",
        PLAYBOOK,
        &[&["- hosts:"], &["- name:", "hosts:"]],
    ),
    known("a file of Bicep", ARM, &[&["targetScope ="]]),
    known("a threat model (OTM)", REPORT, &[&["otmVersion:"]]),
    known(
        "a description of systems for Fides",
        SYSTEMS,
        &[&["- fides_key:"]],
    ),
    known("what `terraform graph` prints", SHOW, &[&["digraph "]]),
    known(
        "a Dockerfile",
        DEPLOYED,
        &[
            &["FROM ", "RUN "],
            &["FROM ", "CMD "],
            &["FROM ", "COPY "],
            &["FROM ", "ENTRYPOINT "],
        ],
    ),
    known(
        "a configuration of cloud-init",
        DEPLOYED,
        &[&["#cloud-config"]],
    ),
    known(
        "a unit of systemd",
        DEPLOYED,
        &[&["[Unit]"], &["[Service]", "ExecStart="]],
    ),
    known(
        "a workflow of GitHub Actions",
        DEPLOYED,
        &[&["jobs:", "runs-on:"], &["on:", "jobs:"]],
    ),
    known(
        "a pipeline of GitLab",
        DEPLOYED,
        &[&["stages:", "script:"], &["stage:", "script:"]],
    ),
    known(
        "a pipeline of Azure DevOps",
        DEPLOYED,
        &[&["trigger:", "pool:"]],
    ),
    known(
        "a pipeline of CircleCI",
        DEPLOYED,
        &[&["version:", "jobs:", "workflows:"]],
    ),
    known(
        "a pipeline of Jenkins",
        DEPLOYED,
        &[&["pipeline {", "stages {"]],
    ),
    known(
        "a specification of CodeBuild",
        DEPLOYED,
        &[&["version:", "phases:"]],
    ),
    known(
        "a specification of CodeDeploy",
        DEPLOYED,
        &[&["version:", "os:", "files:"]],
    ),
    known(
        "a description of an API (OpenAPI)",
        SYSTEMS,
        &[&["openapi:", "paths:"]],
    ),
    known(
        "a description of an API (Swagger)",
        SYSTEMS,
        &[&["swagger:", "paths:"]],
    ),
    known(
        "a description of an API (AsyncAPI)",
        REPORT,
        &[&["asyncapi:"]],
    ),
    known("a bill of materials (CycloneDX)", REPORT, &[&["<bom "]]),
    known("a bill of materials (SPDX)", REPORT, &[&["SPDXVersion:"]]),
    known(
        "tasks of Ansible",
        PLAYBOOK,
        &[&["- name:", "ansible.builtin."]],
    ),
    known(
        "a recipe of Chef",
        DEPLOYED,
        &[&["package '"], &["cookbook_file "]],
    ),
    known("a list of cookbooks of Chef", DEPLOYED, &[&["cookbook "]]),
    known("a file of Vagrant", DEPLOYED, &[&["Vagrant.configure"]]),
    known("a job of Nomad", DEPLOYED, &[&["job \"", "group \""]]),
    known(
        "a template of Packer",
        DEPLOYED,
        &[&["source \"", "build {"]],
    ),
    known(
        "a configuration of Docker Bake",
        DEPLOYED,
        &[&["target \""]],
    ),
    known("a file of Helmfile", HELM, &[&["releases:", "chart:"]]),
    known(
        "values of a chart of Helm",
        HELM,
        &[&["replicaCount:"], &["image:", "repository:"]],
    ),
    known(
        "a kustomization",
        KUSTOMIZE,
        &[
            &["resources:", "patches:"],
            &["resources:", "namespace:"],
            &["resources:", "namePrefix:"],
            &["resources:", "configMapGenerator:"],
            &["resources:", "images:"],
        ],
    ),
    known(
        "a configuration of Google Cloud Deployment Manager",
        DEPLOYED,
        &[&["resources:", "properties:"]],
    ),
    known("the parameters of a Bicep file", ARM, &[&["using '"]]),
    known(
        "the settings of a stack of Pulumi",
        PROGRAM,
        &[
            &["config:", "encryptionsalt:"],
            &["config:", "aws:"],
            &["config:", "azure-native:"],
            &["config:", "gcp:"],
        ],
    ),
    known(
        "a program of Pulumi",
        PROGRAM,
        &[&["import * as pulumi"], &["import pulumi"]],
    ),
    known(
        "a program of CDK",
        CDK,
        &[&["import * as cdk"], &["from aws_cdk"], &["import aws_cdk"]],
    ),
    known(
        "a lock file of packages",
        DEPLOYED,
        &[
            &["# yarn lockfile"],
            &["# This file is automatically @generated by"],
            &["lockfileVersion:"],
            &["GEM", "PLATFORMS"],
        ],
    ),
    known("a Procfile", DEPLOYED, &[&["web: "]]),
    known("a zone file of DNS", DEPLOYED, &[&["$TTL "], &["$ORIGIN "]]),
    known(
        "a page of HTML",
        DEPLOYED,
        &[&["<!doctype html"], &["<!DOCTYPE html"], &["<html"]],
    ),
    known("a file of XML", DEPLOYED, &[&["<?xml"]]),
];

/// What begins a block of Terraform.
pub(in crate::import) const BLOCKS: [&str; 13] = [
    "resource \"",
    "data \"",
    "module \"",
    "provider \"",
    "variable \"",
    "terraform {",
    "locals {",
    "output \"",
    "import {",
    "moved {",
    "removed {",
    "check \"",
    "inputs = {",
];
