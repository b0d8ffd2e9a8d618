//! `unix_micros`, which Spark SQL has and DataFusion has not: the microseconds since 1970 of a time.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int64Array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type, TimeUnit};
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

/// The function, as DataFusion registers it.
pub fn unix_micros() -> ScalarUDF {
    ScalarUDF::from(UnixMicros {
        signature: Signature::any(1, Volatility::Immutable),
    })
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct UnixMicros {
    signature: Signature,
}

impl ScalarUDFImpl for UnixMicros {
    fn name(&self) -> &str {
        "unix_micros"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        match types {
            [DataType::Timestamp(..)] => Ok(DataType::Int64),
            _ => exec_err!("unix_micros takes a time"),
        }
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [time] = args.args.as_slice() else {
            return exec_err!("unix_micros takes one time");
        };
        Ok(ColumnarValue::Array(of_times(
            &time.to_array(args.number_rows)?,
        )?))
    }
}

/// Parts of a microsecond are cut off, as Spark does; a time too far from 1970 to be counted is not recorded.
fn of_times(times: &ArrayRef) -> Result<ArrayRef> {
    let DataType::Timestamp(unit, _) = times.data_type() else {
        return exec_err!("unix_micros takes a time");
    };
    let counts = cast(times, &DataType::Int64)?;
    let counts: &Int64Array = counts.as_primitive::<Int64Type>();
    let micros: Int64Array = match unit {
        TimeUnit::Second => counts.unary_opt(|it| it.checked_mul(1_000_000)),
        TimeUnit::Millisecond => counts.unary_opt(|it| it.checked_mul(1_000)),
        TimeUnit::Microsecond => counts.clone(),
        TimeUnit::Nanosecond => counts.unary(|it: i64| it.div_euclid(1_000)),
    };
    Ok(Arc::new(micros))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unit_gives_the_same_count() {
        let second = Int64Array::from(vec![Some(1_792_567_680), None]);
        for (unit, per_second) in [
            (TimeUnit::Second, 1),
            (TimeUnit::Millisecond, 1_000),
            (TimeUnit::Microsecond, 1_000_000),
            (TimeUnit::Nanosecond, 1_000_000_000),
        ] {
            let counts: Int64Array = second.unary(|it| it * per_second);
            let times = cast(&counts, &DataType::Timestamp(unit, Some("+02:00".into()))).unwrap();
            let micros = of_times(&times).unwrap();
            let micros: &Int64Array = micros.as_primitive::<Int64Type>();
            assert_eq!(micros.value(0), 1_792_567_680_000_000, "{unit:?}");
            assert!(micros.is_null(1), "{unit:?}");
        }
        let far = Int64Array::from(vec![i64::MAX]);
        let far = cast(&far, &DataType::Timestamp(TimeUnit::Second, None)).unwrap();
        assert!(of_times(&far).unwrap().is_null(0));
    }
}
