-- Spans of OpenTelemetry, one a row. Only calls to others have a recipient. Times are nanoseconds since 1970.
SELECT
  source, destination, 'span' AS kind,
  CASE
    WHEN role IS NULL OR role NOT IN ('client', 'producer') THEN 'no-call'
    WHEN destination IS NULL THEN 'no-destination'
    WHEN NOT (@IS_HOST(destination)@) THEN 'no-host'
  END AS left_out,
  octets AS bytes,
  CASE WHEN began > 0 THEN @MICROS(began)@ END AS first,
  CASE WHEN ended > 0 THEN @MICROS(ended)@ END AS last
FROM (
  SELECT
    NULLIF(service, '') AS source,
    @HOST(address)@ AS destination,
    REPLACE(LOWER(role), 'span_kind_', '') AS role,
    TRY_CAST(size AS BIGINT) AS octets,
    TRY_CAST(began AS BIGINT) AS began,
    TRY_CAST(ended AS BIGINT) AS ended
  FROM logs
) AS spans
