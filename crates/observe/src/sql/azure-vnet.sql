-- Flow logs of a virtual network (Azure), one tuple a row. Times are milliseconds since 1970. A tuple is written from
-- the side that began the flow, so that no answers have to be left out.
SELECT
  source, destination, 'flow' AS kind,
  CASE
    WHEN destination IS NULL THEN 'no-destination'
    WHEN state = 'D' THEN 'rejected'
    WHEN direction = 'I' THEN 'received'
  END AS left_out,
  octets AS bytes,
  CASE WHEN noted BETWEEN 0 AND 9223372036000 THEN noted * 1000 END AS first,
  CASE WHEN noted BETWEEN 0 AND 9223372036000 THEN noted * 1000 END AS last
FROM (
  SELECT
    NULLIF(split_part(tuple, ',', 2), '') AS source,
    NULLIF(split_part(tuple, ',', 3), '') AS destination,
    split_part(tuple, ',', 7) AS direction,
    split_part(tuple, ',', 8) AS state,
    TRY_CAST(split_part(tuple, ',', 11) AS BIGINT) AS octets,
    TRY_CAST(split_part(tuple, ',', 1) AS BIGINT) AS noted
  FROM logs
) AS flows
