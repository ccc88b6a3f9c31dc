package dev.understudy.actuate;

import java.util.List;
import java.util.Map;

import dev.understudy.ModelRegistry;
import dev.understudy.ModelStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows what is known of the models, and takes a model out and back in by hand. Only
 * reads unless the access to the endpoint is {@link Access#UNRESTRICTED}.
 * <p>
 * The id of a model is all that remains of the path, so that it may contain slashes.
 */
@Endpoint(id = ModelsEndpoint.ID, defaultAccess = Access.READ_ONLY)
public final class ModelsEndpoint {

	/** The id of the endpoint. */
	public static final String ID = "models";

	private final ModelRegistry registry;

	/**
	 * An endpoint for the models of a registry.
	 * @param registry where the models are known
	 */
	public ModelsEndpoint(ModelRegistry registry) {
		this.registry = registry;
	}

	/**
	 * What is known of every model.
	 * @return the statuses under {@code models}, in the order of configuration
	 */
	@ReadOperation
	public Map<String, List<Map<String, Object>>> models() {
		return OperationResponseBody
			.of(Map.of("models", this.registry.statuses().stream().map(ModelStatus::toMap).toList()));
	}

	/**
	 * What is known of one model.
	 * @param id the model's id
	 * @return its status
	 */
	@ReadOperation
	public Map<String, Object> model(@Selector(match = Match.ALL_REMAINING) String[] id) {
		return OperationResponseBody.of(this.registry.status(PathNames.join(id)).toMap());
	}

	/**
	 * Takes a model out, or takes that back. Reasons other than somebody's hand stand.
	 * @param id the model's id
	 * @param enabled {@code false} to take it out, {@code true} to take that back
	 * @param duration how long it is to stay out, {@code null} for no end; over HTTP the
	 * field is called {@code for}
	 * @param note what others should know
	 */
	@WriteOperation
	public void switchModel(@Selector(match = Match.ALL_REMAINING) String[] id, @Nullable String enabled,
			@Nullable String duration, @Nullable String note) {
		Cue.of(enabled, duration, note).give(this.registry, PathNames.join(id));
	}

}
