package dev.understudy.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * Answers one request, with the fault it is told to play.
 */
final class Exchange {

	private static final String JSON = "application/json";

	private final Socket socket;

	private final RawResponse response;

	private final ProviderRequest request;

	private final Dialect dialect;

	private final Scene scene;

	Exchange(Socket socket, ProviderRequest request, Scene scene) throws IOException {
		this.socket = socket;
		this.response = new RawResponse(socket.getOutputStream());
		this.request = request;
		this.dialect = request.provider().dialect();
		this.scene = scene;
	}

	void play() throws IOException, InterruptedException {
		Fault fault = this.scene.fault();
		switch (fault) {
			case RESET -> this.socket.setSoLinger(true, 0);
			case REFUSED, HANG_UP -> {
			}
			case NO_ANSWER -> awaitHangUp();
			case HEADERS_ONLY -> {
				this.response.begin(this.request.streaming() ? this.dialect.streamType() : JSON, Map.of());
				awaitHangUp();
			}
			case EMPTY_BODY ->
				this.response.whole(200, this.request.streaming() ? this.dialect.streamType() : JSON, Map.of(), "");
			default -> {
				if (fault.status() > 0) {
					refuse(fault);
				}
				else if (this.request.streaming()) {
					stream(fault);
				}
				else {
					answer(fault);
				}
			}
		}
	}

	private void refuse(Fault fault) throws IOException {
		Map<String, String> headers = switch (fault) {
			case RATE_LIMIT_SECONDS -> Map.of("Retry-After", String.valueOf(this.scene.retryAfter().toSeconds()));
			case RATE_LIMIT_DATE -> Map.of("Retry-After", date(this.scene.now().plus(this.scene.retryAfter())));
			default -> Map.of();
		};
		this.response.whole(fault.status(), JSON, headers, this.dialect.error(fault, this.request.model()));
	}

	private void answer(Fault fault) throws IOException {
		String body = this.dialect.answer(content(fault), this.request);
		switch (fault) {
			case ERROR_BODY ->
				this.response.whole(200, JSON, Map.of(), this.dialect.error(Fault.SERVER_ERROR, this.request.model()));
			case MALFORMED -> this.response.whole(200, JSON, Map.of(), body.substring(0, body.length() / 2));
			case CUT -> this.response.half(JSON, body);
			case STALL -> {
				this.response.half(JSON, body);
				awaitHangUp();
			}
			default -> this.response.whole(200, JSON, this.scene.headers(), body);
		}
	}

	private void stream(Fault fault) throws IOException, InterruptedException {
		EventStream stream = this.dialect.stream(content(fault), this.request);
		this.response.begin(this.dialect.streamType(), this.scene.headers());
		switch (fault) {
			case ERROR_BODY -> send(List.of(this.dialect.errorEvent(this.request.model())));
			case ERROR_HALFWAY -> {
				send(stream.firstHalf());
				send(List.of(this.dialect.errorEvent(this.request.model())));
			}
			case MALFORMED -> {
				send(stream.firstHalf());
				send(List.of(this.dialect.event("{\"id\": \"broken")));
				send(stream.secondHalf());
			}
			case CUT -> {
				send(stream.firstHalf());
				return;
			}
			case STALL -> {
				send(stream.firstHalf());
				awaitHangUp();
			}
			case EARLY_END -> send(stream.firstHalf());
			case NO_SENTINEL -> send(stream.withoutSentinel());
			default -> send(stream.all());
		}
		this.response.end();
	}

	private Answer content(Fault fault) {
		Answer answer = this.scene.answer();
		return switch (fault) {
			case EMPTY_ANSWER -> answer.withoutContent();
			case FILTERED -> answer.withFinish(Answer.Finish.FILTERED);
			default -> answer;
		};
	}

	private void send(List<String> events) throws IOException, InterruptedException {
		for (int i = 0; i < events.size(); i++) {
			this.scene.pace().before(i, events.size());
			this.response.chunk(events.get(i));
		}
	}

	/** Waits until the client has had enough. */
	private void awaitHangUp() throws IOException {
		InputStream in = this.socket.getInputStream();
		while (in.read() >= 0) {
			continue;
		}
	}

	private static String date(Instant instant) {
		return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atZone(ZoneOffset.UTC));
	}

}
