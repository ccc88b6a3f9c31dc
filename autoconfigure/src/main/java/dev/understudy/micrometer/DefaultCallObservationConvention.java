package dev.understudy.micrometer;

import dev.understudy.Model;
import dev.understudy.Outcome;
import dev.understudy.failure.FailureKind;
import dev.understudy.micrometer.CallObservationDocumentation.HighCardinalityKeys;
import dev.understudy.micrometer.CallObservationDocumentation.LowCardinalityKeys;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * The convention of an application that has none of its own. Keys that the meter
 * {@code understudy.calls} has, too, have the same values.
 */
public class DefaultCallObservationConvention implements CallObservationConvention {

	@Override
	public String getName() {
		return "understudy.call";
	}

	@Override
	public String getContextualName(CallObservationContext context) {
		return "understudy " + context.chain();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(CallObservationContext context) {
		Outcome outcome = context.outcome();
		Model model = context.model();
		FailureKind kind = context.kind();
		return KeyValues.of(LowCardinalityKeys.CHAIN.withValue(context.chain()),
				LowCardinalityKeys.OUTCOME.withValue((outcome != null) ? outcome.tag() : KeyValue.NONE_VALUE),
				LowCardinalityKeys.MODEL.withValue((model != null) ? model.id() : KeyValue.NONE_VALUE),
				LowCardinalityKeys.KIND.withValue((kind != null) ? kind.tag() : KeyValue.NONE_VALUE));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(CallObservationContext context) {
		return KeyValues.of(HighCardinalityKeys.ATTEMPTS.withValue(String.valueOf(context.attempts())));
	}

}
