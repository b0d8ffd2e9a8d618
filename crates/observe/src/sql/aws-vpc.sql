-- Flow logs of a VPC (AWS), by the names of their fields. Times are seconds since 1970.
SELECT
  source, destination, 'flow' AS kind,
  CASE
    WHEN destination IS NULL THEN 'no-destination'
    WHEN action = 'REJECT' THEN 'rejected'
    WHEN flow_direction = 'ingress' THEN 'received'
    WHEN destination_port > source_port THEN 'answer'
  END AS left_out,
  octets AS bytes,
  CASE WHEN began BETWEEN 0 AND 9223372036 THEN began * 1000000 END AS first,
  CASE WHEN ended BETWEEN 0 AND 9223372036 THEN ended * 1000000 END AS last
FROM (
  SELECT
    NULLIF(COALESCE(NULLIF(pkt_srcaddr, '-'), srcaddr), '-') AS source,
    NULLIF(COALESCE(NULLIF(pkt_dstaddr, '-'), dstaddr), '-') AS destination,
    TRY_CAST(srcport AS BIGINT) AS source_port,
    TRY_CAST(dstport AS BIGINT) AS destination_port,
    TRY_CAST(bytes AS BIGINT) AS octets,
    TRY_CAST(`start` AS BIGINT) AS began,
    TRY_CAST(`end` AS BIGINT) AS ended,
    action, flow_direction
  FROM logs
) AS flows
