package dev.understudy.spring;

import java.util.List;
import java.util.Map;

import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import dev.understudy.Routed;

import org.springframework.cache.annotation.Cacheable;

/**
 * Classes with a mistake each, or with what only looks like one.
 */
final class Mistakes {

	private Mistakes() {
	}

	static class Fine {

		@ModelFallback
		public String ask(String question) {
			return question;
		}

	}

	static class UnknownChain {

		@ModelFallback("asistant")
		public String ask(String question) {
			return question;
		}

	}

	static class NoSorry {

		@ModelFallback
		@DegradeTo("sory")
		public String ask(String question) {
			return question;
		}

		String sorry() {
			return "";
		}

	}

	static class UnfitParameters {

		@ModelFallback
		@DegradeTo("sorry")
		public String ask(String question) {
			return question;
		}

		String sorry(int number) {
			return "";
		}

		String sorry(String question, String other) {
			return "";
		}

		String sorry(String question, Degradation degradation, Throwable failure) {
			return "";
		}

	}

	static class UnfitReturn {

		@ModelFallback
		@DegradeTo("sorry")
		public List<String> ask(String question) {
			return List.of(question);
		}

		List<Integer> sorry(String question) {
			return List.of();
		}

		void sorry() {
		}

	}

	static class Rivals {

		@ModelFallback
		@DegradeTo("sorry")
		public String ask(String question) {
			return question;
		}

		String sorry(String question, Degradation degradation) {
			return "";
		}

		String sorry(String question, Throwable failure) {
			return "";
		}

	}

	static class TwoThings {

		@ModelFallback
		@DegradeTo(text = "a", lastGood = "1h")
		public String ask(String question) {
			return question;
		}

	}

	static class NoThing {

		@ModelFallback
		@DegradeTo
		public String ask(String question) {
			return question;
		}

	}

	static class UnreadableKey {

		@ModelFallback(key = "#question +")
		public String ask(String question) {
			return question;
		}

	}

	static class UnknownKey {

		@ModelFallback(key = "#user")
		public String ask(String question) {
			return question;
		}

	}

	static class BareKey {

		@ModelFallback(key = "question")
		public String ask(String question) {
			return question;
		}

	}

	static class UnknownInTemplate {

		@ModelFallback("#{#user}-x-#{#question.![name]}")
		public String ask(String question) {
			return question;
		}

	}

	static class UnreadableTemplate {

		@ModelFallback("#{#question")
		public String ask(String question) {
			return question;
		}

	}

	static class UnknownRungKey {

		@ModelFallback
		@DegradeTo(lastGood = "1h", key = "#user")
		public String ask(String question) {
			return question;
		}

	}

	static class NobodyCan {

		@ModelFallback(value = "cheap", requires = "tools")
		public String ask(String question) {
			return question;
		}

	}

	static class OnPrivate {

		@ModelFallback
		private String ask(String question) {
			return question;
		}

		String use() {
			return ask("");
		}

	}

	static class OnStatic {

		@ModelFallback
		static String ask(String question) {
			return question;
		}

	}

	static class OnFinal {

		@ModelFallback
		public final String ask(String question) {
			return question;
		}

	}

	record OnRecord() {

		@ModelFallback
		public String ask(String question) {
			return question;
		}

	}

	static class TextForNumber {

		@ModelFallback
		@DegradeTo(text = "many")
		public int ask(String question) {
			return 0;
		}

	}

	static class TextForVoid {

		@ModelFallback
		@DegradeTo(text = "sorry")
		public void ask(String question) {
		}

	}

	static class OpaqueArguments {

		@ModelFallback
		@DegradeTo(lastGood = "1h")
		public String ask(String question, Object user, List<Runnable> hooks) {
			return question;
		}

	}

	static class NoLength {

		@ModelFallback
		@DegradeTo(lastGood = "yesterday")
		public String ask(String question) {
			return question;
		}

	}

	static class NegativeLength {

		@ModelFallback
		@DegradeTo(lastGood = "-1h")
		public String ask(String question) {
			return question;
		}

	}

	static class OnlyDegrade {

		@DegradeTo(text = "sorry")
		public String ask(String question) {
			return question;
		}

	}

	@DegradeTo(text = "sorry")
	static class OnlyDegradeClass {

		public String ask(String question) {
			return question;
		}

	}

	static class Placeholders {

		@ModelFallback("${my.chain}")
		@DegradeTo(text = "${my.text}")
		@DegradeTo(lastGood = "${my.time}")
		public String ask(String question) {
			return question;
		}

	}

	static class Cached {

		@ModelFallback
		@DegradeTo(text = "busy")
		@Cacheable("answers")
		public String ownRung(String question) {
			return question;
		}

		@ModelFallback("cheap")
		@Cacheable("answers")
		public String rungOfTheChain(String question) {
			return question;
		}

		@ModelFallback(value = "cheap", degrade = false)
		@Cacheable("answers")
		public String withoutTheChains(String question) {
			return question;
		}

		@ModelFallback("assistant")
		@Cacheable("answers")
		public String noRung(String question) {
			return question;
		}

		@ModelFallback
		@DegradeTo(text = "busy")
		@Cacheable("answers")
		public Routed<String> routed(String question) {
			return Routed.of(question);
		}

		@ModelFallback
		@DegradeTo(text = "busy")
		public String notCached(String question) {
			return question;
		}

	}

	static class SeveralMistakes {

		@ModelFallback(value = "nothing", key = "#x")
		@DegradeTo
		public String ask(String question) {
			return question;
		}

	}

	@ModelFallback
	static class LooksWrong {

		public String mapped(Map<String, String> map) {
			return "";
		}

		@ModelFallback(key = "{name: #user, other: {1, 2}}[name]")
		public String inlined(String user) {
			return "";
		}

		@ModelFallback(key = "#users.?[#this.length() > 2].![toUpperCase()] + #root.hashCode()")
		public String listed(List<String> users) {
			return "";
		}

		@ModelFallback(key = "tenant + T(java.time.Instant).now()")
		public String ofBean(String user) {
			return getTenant();
		}

		public String getTenant() {
			return "";
		}

		public final String hidden() {
			return "";
		}

		static String unrelated() {
			return "";
		}

	}

	interface Greeter {

		String greet(String name);

	}

	static class FinalGreeter implements Greeter {

		@Override
		@ModelFallback
		public final String greet(String name) {
			return name;
		}

	}

}
