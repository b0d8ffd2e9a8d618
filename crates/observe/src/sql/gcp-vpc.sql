-- Flow logs of a VPC (Google Cloud), by the names of their fields. Times are texts of RFC 3339.
SELECT
  source, destination, 'flow' AS kind,
  CASE
    WHEN destination IS NULL THEN 'no-destination'
    WHEN reporter IN ('DEST', 'DEST_GATEWAY') THEN 'received'
    WHEN destination_port > source_port THEN 'answer'
  END AS left_out,
  octets AS bytes,
  CASE WHEN began BETWEEN 0 AND 9223372036000000 THEN began END AS first,
  CASE WHEN ended BETWEEN 0 AND 9223372036000000 THEN ended END AS last
FROM (
  SELECT
    NULLIF(src_ip, '') AS source,
    NULLIF(dest_ip, '') AS destination,
    TRY_CAST(src_port AS BIGINT) AS source_port,
    TRY_CAST(dest_port AS BIGINT) AS destination_port,
    TRY_CAST(bytes_sent AS BIGINT) AS octets,
    unix_micros(TRY_CAST(start_time AS TIMESTAMP)) AS began,
    unix_micros(TRY_CAST(end_time AS TIMESTAMP)) AS ended,
    reporter
  FROM logs
) AS flows
