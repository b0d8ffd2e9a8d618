#!/usr/bin/env python3
"""Writes what the program is built of as CycloneDX 1.5 JSON, from `cargo metadata` and `Cargo.lock`."""
import json
import re
import sys


def checksums(lock):
    """The checksum of each package of the registry, by name and version."""
    found = {}
    for block in lock.split("[[package]]"):
        fields = dict(re.findall(r'^(name|version|checksum) = "(.*)"$', block, re.M))
        if "checksum" in fields:
            found[fields["name"], fields["version"]] = fields["checksum"]
    return found


def main(metadata, lock):
    with open(metadata, encoding="utf-8") as file:
        everything = json.load(file)
    with open(lock, encoding="utf-8") as file:
        sums = checksums(file.read())
    nodes = {node["id"]: node for node in everything["resolve"]["nodes"]}
    root = everything["resolve"]["root"]
    needs, open_ids = {}, [root]
    while open_ids:
        at = open_ids.pop()
        if at in needs:
            continue
        of_program = [
            it["pkg"]
            for it in nodes[at]["deps"]
            if any(kind["kind"] != "dev" for kind in it["dep_kinds"])
        ]
        needs[at] = sorted(of_program)
        open_ids.extend(of_program)
    packages = {package["id"]: package for package in everything["packages"]}

    def purl(package_id):
        package = packages[package_id]
        return f"pkg:cargo/{package['name']}@{package['version']}"

    def component(package_id):
        package = packages[package_id]
        licence = (package["license"] or "").replace(" / ", " OR ").replace("/", " OR ")
        found = {
            "type": "application" if package_id == root else "library",
            "bom-ref": purl(package_id),
            "name": package["name"],
            "version": package["version"],
            "purl": purl(package_id),
            "licenses": [{"expression": licence}],
        }
        digest = sums.get((package["name"], package["version"]))
        if digest:
            found["hashes"] = [{"alg": "SHA-256", "content": digest}]
        return found

    others = sorted((it for it in needs if it != root), key=purl)
    json.dump(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "version": 1,
            "metadata": {"component": component(root)},
            "components": [component(it) for it in others],
            "dependencies": [
                {"ref": purl(it), "dependsOn": sorted(map(purl, needs[it]))}
                for it in [root, *others]
            ],
        },
        sys.stdout,
        indent=1,
    )
    print()


main(*sys.argv[1:])
