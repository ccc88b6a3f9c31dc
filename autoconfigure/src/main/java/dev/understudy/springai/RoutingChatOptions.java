package dev.understudy.springai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.DefaultToolCallingChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.tool.ToolCallback;

/**
 * The options that every vendor understands: the plain ones, tools, and the schema of the
 * answer. What a caller asks of one vendor is kept apart, for that vendor alone.
 */
final class RoutingChatOptions extends DefaultToolCallingChatOptions implements StructuredOutputChatOptions {

	private final @Nullable String outputSchema;

	private final List<ChatOptions.Builder<?>> ofVendors;

	private RoutingChatOptions(Builder from) {
		super(from.tools(), from.context(), from.plain().getModel(), from.plain().getFrequencyPenalty(),
				from.plain().getMaxTokens(), from.plain().getPresencePenalty(), from.plain().getStopSequences(),
				from.plain().getTemperature(), from.plain().getTopK(), from.plain().getTopP());
		this.outputSchema = from.outputSchema;
		this.ofVendors = List.copyOf(from.ofVendors);
	}

	/** Options that ask for nothing. */
	static RoutingChatOptions none() {
		return new Builder().build();
	}

	@Override
	public @Nullable String getOutputSchema() {
		return this.outputSchema;
	}

	/**
	 * What was asked of the vendor whose options such a builder makes, and of no other.
	 */
	Optional<ChatOptions.Builder<?>> ofVendor(Class<?> builderType) {
		return this.ofVendors.stream().filter((each) -> each.getClass() == builderType).findFirst();
	}

	@Override
	public Builder mutate() {
		Builder copy = new Builder();
		PortableOptions.copy(this, copy);
		copy.ofVendors.addAll(this.ofVendors);
		return copy;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof RoutingChatOptions that
				&& Objects.equals(this.outputSchema, that.outputSchema) && this.ofVendors.equals(that.ofVendors);
	}

	@Override
	public int hashCode() {
		return Objects.hash(super.hashCode(), this.outputSchema, this.ofVendors);
	}

	/**
	 * Makes such options.
	 */
	static final class Builder extends DefaultToolCallingChatOptions.Builder<Builder>
			implements StructuredOutputChatOptions.Builder<Builder> {

		private @Nullable String outputSchema;

		private List<ChatOptions.Builder<?>> ofVendors = new ArrayList<>();

		@Override
		public Builder outputSchema(@Nullable String value) {
			this.outputSchema = value;
			return this;
		}

		@Override
		public Builder clone() {
			Builder copy = super.clone();
			copy.ofVendors = new ArrayList<>(this.ofVendors);
			return copy;
		}

		@Override
		public Builder combineWith(ChatOptions.Builder<?> other) {
			super.combineWith(other);
			if (other instanceof Builder that) {
				this.outputSchema = (that.outputSchema != null) ? that.outputSchema : this.outputSchema;
				that.ofVendors.forEach(this::keep);
			}
			else {
				if (other.build() instanceof StructuredOutputChatOptions structured
						&& structured.getOutputSchema() != null) {
					this.outputSchema = structured.getOutputSchema();
				}
				keep(other.clone());
			}
			return this;
		}

		@Override
		public RoutingChatOptions build() {
			return new RoutingChatOptions(this);
		}

		private ChatOptions plain() {
			return super.build();
		}

		private @Nullable List<ToolCallback> tools() {
			return this.toolCallbacks;
		}

		private @Nullable Map<String, Object> context() {
			return this.toolContext;
		}

		private void keep(ChatOptions.Builder<?> vendor) {
			this.ofVendors.removeIf((each) -> each.getClass() == vendor.getClass());
			this.ofVendors.add(vendor);
		}

	}

}
