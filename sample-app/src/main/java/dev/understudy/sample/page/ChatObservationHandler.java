package dev.understudy.sample.page;

import dev.understudy.micrometer.CallObservationContext;
import dev.understudy.sample.page.ChatEvent.Try;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells a chat which models its call has tried: each attempt is an event of the call's
 * observation, named for model and result.
 */
@Component
class ChatObservationHandler implements ObservationHandler<CallObservationContext> {

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof CallObservationContext;
	}

	@Override
	public void onEvent(Observation.Event event, CallObservationContext call) {
		ChatObservation chat = chat(call);
		String name = event.getContextualName();
		int space = name.lastIndexOf(' ');
		if (chat != null && space > 0) {
			String result = name.substring(space + 1);
			chat.attempted(new Try(name.substring(0, space), result.equals("success") ? null : result));
		}
	}

	@Override
	public void onStop(CallObservationContext call) {
		ChatObservation chat = chat(call);
		if (chat != null) {
			chat.ended(call.kind());
		}
	}

	private static @Nullable ChatObservation chat(CallObservationContext call) {
		ObservationView parent = call.getParentObservation();
		return (parent != null && parent.getContextView() instanceof ChatObservation chat) ? chat : null;
	}

}
