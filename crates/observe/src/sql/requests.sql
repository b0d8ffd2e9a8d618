-- Access logs: one request a row. Times are texts of RFC 3339, or times.
SELECT
  source, destination, 'request' AS kind,
  CASE
    WHEN destination IS NULL THEN 'no-destination'
    WHEN NOT (@IS_HOST(destination)@) THEN 'no-host'
  END AS left_out,
  octets AS bytes,
  CASE WHEN began BETWEEN 0 AND 9223372036000000 THEN began END AS first,
  CASE WHEN ended BETWEEN 0 AND 9223372036000000 THEN ended END AS last
FROM (
  SELECT
    NULLIF(source, '') AS source,
    @HOST(destination)@ AS destination,
    TRY_CAST(bytes AS BIGINT) AS octets,
    unix_micros(TRY_CAST(first AS TIMESTAMP)) AS began,
    unix_micros(TRY_CAST(COALESCE(last, first) AS TIMESTAMP)) AS ended
  FROM logs
) AS requests
