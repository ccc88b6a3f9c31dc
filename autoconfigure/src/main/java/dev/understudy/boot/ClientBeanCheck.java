package dev.understudy.boot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.understudy.NearestName;
import dev.understudy.spring.Problem;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Finds clients of models that name no bean. Tells the beans that may be meant.
 */
final class ClientBeanCheck implements ClientCheck {

	/** What the integrations talk to models with. */
	private static final List<String> CLIENTS = List.of("org.springframework.ai.chat.model.ChatModel",
			"dev.langchain4j.model.chat.ChatModel", "dev.langchain4j.model.chat.StreamingChatModel");

	private static final List<String> CHAINS = List.of("dev.understudy.springai.", "dev.understudy.langchain4j.");

	private final ConfigurableListableBeanFactory beans;

	ClientBeanCheck(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public List<Problem> problems(UnderstudyProperties properties) {
		Findings findings = new Findings();
		properties.models().forEach((id, model) -> {
			String client = model.client();
			if (client != null && !this.beans.containsBean(client)) {
				List<String> candidates = candidates();
				Optional<String> near = NearestName.to(client, candidates);
				findings.add(Where.ROOT.child("models").child(id).child("client"),
						"bean '" + client + "' does not exist "
								+ (candidates.isEmpty() ? "(no bean talks to models)"
										: "(candidates: '" + String.join("', '", candidates) + "')"),
						near.map((meant) -> "write '" + meant + "'").orElse("name a bean that talks to this model")
								+ ", or leave it out to find it by provider");
			}
		});
		return findings.problems();
	}

	private List<String> candidates() {
		return CLIENTS.stream().flatMap(this::ofType).distinct().sorted().toList();
	}

	private Stream<String> ofType(String type) {
		ClassLoader loader = this.beans.getBeanClassLoader();
		if (!ClassUtils.isPresent(type, loader)) {
			return Stream.empty();
		}
		return Arrays.stream(this.beans.getBeanNamesForType(ClassUtils.resolveClassName(type, loader), true, false))
			.filter((name) -> !isChain(name));
	}

	private boolean isChain(String name) {
		Class<?> type = this.beans.getType(name, false);
		return type != null && CHAINS.stream().anyMatch(type.getName()::startsWith);
	}

}
