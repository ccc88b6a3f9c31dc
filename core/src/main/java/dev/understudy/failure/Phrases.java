package dev.understudy.failure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Knows what providers and transports write in plain words.
 */
final class Phrases {

	/** Their codes are too common to mean much in the midst of a text. */
	private static final Set<FailureKind> WORDS_ONLY = EnumSet.of(FailureKind.MODEL_NOT_FOUND, FailureKind.TIMEOUT,
			FailureKind.SERVER_ERROR);

	private static final Map<FailureKind, List<String>> PHRASES = new EnumMap<>(FailureKind.class);

	static {
		phrases(FailureKind.QUOTA_EXHAUSTED, "credit balance is too low", "exceeded your current quota",
				"out of call volume quota", "insufficient credits", "insufficient balance", "requires more credits",
				"reached your specified api usage limits", "reached your session usage limit",
				"reached your hourly usage limit", "reached your weekly usage limit",
				"reached your monthly usage limit", "spending limit reached");
		phrases(FailureKind.CONTENT_FILTER, "content management policy", "content filtering policy",
				"blocked by content filter", "violates our usage policies", "violating our usage policy",
				"output blocked by content");
		phrases(FailureKind.CONTEXT_LENGTH, "prompt is too long", "maximum context length",
				"exceeds the context length", "exceeds the context window", "exceeds the available context size",
				"context length exceeded", "input token count exceeds", "exceeds the maximum number of tokens",
				"input is too long for requested model", "input length exceeds", "exceed context limit",
				"too many input tokens", "prompt too long");
		phrases(FailureKind.MODEL_NOT_FOUND, "model not found", "model does not exist", "no such model",
				"model identifier is invalid", "try pulling it first", "has been decommissioned", "invalid model name",
				"api deployment for this resource does not exist");
		phrases(FailureKind.AUTH_ERROR, "api key not valid", "invalid x-api-key", "incorrect api key",
				"unable to load credentials", "api key expired", "security token included in the request is");
		phrases(FailureKind.RATE_LIMIT, "too many requests", "rate limit reached", "exceeded call rate limit",
				"exceed your organization's rate limit", "resource has been exhausted", "being rate limited",
				"are rate limited");
		phrases(FailureKind.UNAVAILABLE, "is overloaded", "currently overloaded", "service unavailable",
				"is currently loading", "temporarily unavailable", "server busy");
		phrases(FailureKind.TIMEOUT, "timed out");
		phrases(FailureKind.NETWORK_ERROR, "connection refused", "connection reset", "unable to execute http request");
		phrases(FailureKind.SERVER_ERROR, "internal server error", "bad gateway", "gateway timeout");
	}

	private static final PhraseTable TABLE = new PhraseTable(PHRASES);

	private static final Pattern MISSING_MODEL = Pattern.compile("(?i)\\bmodels?\\b[\\s:/'\"`]{1,3}[^\\s'\"`]{1,200}"
			+ "['\"`]{0,2},? (?:(?:is |was )?not found|does not exist)");

	private Phrases() {
	}

	/**
	 * Returns the weightiest meaning of what the text says; null when it says nothing
	 * that is known.
	 */
	static @Nullable FailureKind kind(String text) {
		FailureKind kind = TABLE.find(text);
		if (text.contains("odel") && tellsOfAbsence(text) && MISSING_MODEL.matcher(text).find()) {
			kind = ErrorCodes.weightier(kind, FailureKind.MODEL_NOT_FOUND);
		}
		return kind;
	}

	// looked at first, since it is so much quicker than the pattern
	private static boolean tellsOfAbsence(String text) {
		return text.contains("ound") || text.contains("xist") || text.contains("OUND") || text.contains("XIST");
	}

	/**
	 * Returns the weightiest meaning of all the texts.
	 */
	static @Nullable FailureKind kind(List<String> texts) {
		FailureKind kind = null;
		for (String text : texts) {
			kind = ErrorCodes.weightier(kind, kind(text));
		}
		return kind;
	}

	private static void phrases(FailureKind kind, String... phrases) {
		List<String> all = new ArrayList<>(List.of(phrases));
		if (!WORDS_ONLY.contains(kind)) {
			all.addAll(ErrorCodes.plain(kind));
		}
		PHRASES.put(kind, all);
	}

}
