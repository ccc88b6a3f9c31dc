package dev.understudy.spring;

import java.security.Principal;
import java.util.concurrent.CompletableFuture;

import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Nobody gets the last good answer of somebody else.
 */
class PrincipalTests {

	@AfterEach
	void leave() {
		SecurityContextHolder.clearContext();
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void lastGoodAnswerIsForWhoeverAsked() {
		Theatre.play(Mailbox.class, (mailbox, cast) -> {
			login("ann");
			assertThat(mailbox.summary("mine")).isEqualTo("gpt: mine");
			cast.fail("gpt", "claude");
			assertThat(mailbox.summary("mine")).isEqualTo("gpt: mine");
			login("bob");
			assertThatThrownBy(() -> mailbox.summary("mine"));
			SecurityContextHolder.clearContext();
			assertThatThrownBy(() -> mailbox.summary("mine"));
		});
	}

	@Test
	void answerThatComesLaterIsForWhoeverAsked() {
		Theatre.play(Mailbox.class, (mailbox, cast) -> {
			login("ann");
			CompletableFuture<String> pending = mailbox.later("mine");
			login("bob");
			mailbox.answer().complete("for ann");
			assertThat(pending.join()).isEqualTo("for ann");
			mailbox.answerWith(CompletableFuture.failedFuture(new IllegalStateException("down")));
			assertThatThrownBy(() -> mailbox.later("mine").join());
			login("ann");
			assertThat(mailbox.later("mine").join()).isEqualTo("for ann");
		});
	}

	@Test
	void withoutSecurityTheUserOfTheRequestAsks() {
		PrincipalNames names = PrincipalNames.available(getClass().getClassLoader());
		assertThat(names.get()).isNull();
		MockHttpServletRequest request = new MockHttpServletRequest();
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
		assertThat(names.get()).isNull();
		Principal ann = () -> "ann";
		request.setUserPrincipal(ann);
		assertThat(names.get()).isEqualTo("ann");
		login("bob");
		assertThat(names.get()).isEqualTo("bob");
	}

	@Test
	void withoutTheLibrariesNobodyIsKnown() {
		login("ann");
		PrincipalNames names = PrincipalNames.available(
				new FilteredClassLoader("org.springframework.security", "org.springframework.web", "jakarta.servlet"));
		assertThat(names.get()).isNull();
	}

	private static void login(String name) {
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(name, "n/a"));
	}

	static class Mailbox {

		private final Cast cast;

		private CompletableFuture<String> answer = new CompletableFuture<>();

		Mailbox(Cast cast) {
			this.cast = cast;
		}

		@ModelFallback
		@DegradeTo(lastGood = "1h")
		public String summary(String folder) {
			return this.cast.answer(folder);
		}

		@ModelFallback
		@DegradeTo(lastGood = "1h")
		public CompletableFuture<String> later(String folder) {
			return this.answer;
		}

		CompletableFuture<String> answer() {
			return this.answer;
		}

		void answerWith(CompletableFuture<String> next) {
			this.answer = next;
		}

	}

}
