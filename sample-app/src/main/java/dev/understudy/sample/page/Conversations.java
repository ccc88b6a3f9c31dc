package dev.understudy.sample.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.Message;
import org.springframework.stereotype.Component;

/**
 * What was said before, so that a conversation goes on whoever answers next. Remembers
 * the latest exchanges of the latest conversations, in memory. Thread-safe.
 */
@Component
class Conversations {

	private static final int MOST = 200;

	private static final int MOST_MESSAGES = 12;

	private final Map<String, List<Message>> said = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, List<Message>> eldest) {
			return size() > MOST;
		}

	};

	/** Everything that is remembered of a conversation, and what is said now. */
	synchronized List<Message> with(@Nullable String conversation, Message now) {
		List<Message> all = new ArrayList<>(
				(conversation != null) ? this.said.getOrDefault(conversation, List.of()) : List.of());
		all.add(now);
		return all;
	}

	/** Remembers a question and its whole answer. */
	synchronized void remember(@Nullable String conversation, Message question, Message answer) {
		if (conversation == null) {
			return;
		}
		List<Message> all = with(conversation, question);
		all.add(answer);
		this.said.put(conversation, List.copyOf(all.subList(Math.max(0, all.size() - MOST_MESSAGES), all.size())));
	}

}
