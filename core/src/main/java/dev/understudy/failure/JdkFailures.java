package dev.understudy.failure;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.time.DateTimeException;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

/**
 * Knows what the exceptions of the JDK mean.
 */
final class JdkFailures {

	private static final Packages HTTP_CLIENT = Packages.of("jdk.internal.net.http.");

	private static final Packages OKIO = Packages.of("okio.");

	private static final Evidence TIMEOUT = Evidence.of(FailureKind.TIMEOUT, Strength.TYPE);

	private static final Evidence CANCELLED = Evidence.of(FailureKind.CANCELLED, Strength.TYPE);

	private static final Evidence CONNECTION = Evidence.of(FailureKind.NETWORK_ERROR, Strength.CONNECTION);

	private static final Evidence HALF = Evidence.of(FailureKind.INVALID_RESPONSE, Strength.CONNECTION);

	private static final Evidence CUT = Evidence.of(FailureKind.INVALID_RESPONSE, Strength.TYPE);

	private static final Evidence INPUT_OUTPUT = Evidence.of(FailureKind.NETWORK_ERROR, Strength.GENERAL);

	private static final Evidence MISTAKE = Evidence.of(FailureKind.BAD_REQUEST, Strength.GENERAL);

	private static final Evidence UNREADABLE = Evidence.of(FailureKind.INVALID_RESPONSE, Strength.GENERAL);

	/** The first type that fits decides, so the special ones come first. */
	private static final Map<Class<? extends Throwable>, Sign> SIGNS = new LinkedHashMap<>();

	static {
		Sign timeout = (thrown) -> TIMEOUT;
		SIGNS.put(SocketTimeoutException.class, timeout);
		SIGNS.put(HttpTimeoutException.class, timeout);
		SIGNS.put(TimeoutException.class, timeout);

		Sign cancelled = (thrown) -> CANCELLED;
		SIGNS.put(ClosedByInterruptException.class, cancelled);
		SIGNS.put(InterruptedException.class, cancelled);
		SIGNS.put(CancellationException.class, cancelled);
		SIGNS.put(InterruptedIOException.class, JdkFailures::interrupted);

		Sign connection = (thrown) -> CONNECTION;
		SIGNS.put(SocketException.class, connection);
		SIGNS.put(UnknownHostException.class, connection);
		SIGNS.put(UnresolvedAddressException.class, connection);
		SIGNS.put(SSLException.class, connection);
		SIGNS.put(EOFException.class, JdkFailures::endOfFile);
		SIGNS.put(ProtocolException.class, (thrown) -> HALF);
		SIGNS.put(ClosedChannelException.class, connection);

		SIGNS.put(FileNotFoundException.class, Sign.NONE);
		SIGNS.put(FileSystemException.class, Sign.NONE);
		SIGNS.put(IOException.class, JdkFailures::inputOutput);

		Sign reading = JdkFailures::mistake;
		SIGNS.put(NullPointerException.class, reading);
		SIGNS.put(ClassCastException.class, reading);
		SIGNS.put(IndexOutOfBoundsException.class, reading);
		SIGNS.put(NumberFormatException.class, reading);
		SIGNS.put(NoSuchElementException.class, reading);
		SIGNS.put(DateTimeException.class, reading);
		SIGNS.put(ArithmeticException.class, reading);
		SIGNS.put(NegativeArraySizeException.class, reading);
		SIGNS.put(ArrayStoreException.class, reading);
		SIGNS.put(ConcurrentModificationException.class, reading);

		Sign mistake = (thrown) -> MISTAKE;
		SIGNS.put(IllegalArgumentException.class, mistake);
		SIGNS.put(UnsupportedOperationException.class, mistake);
	}

	private JdkFailures() {
	}

	static Sign sign(Class<?> type) {
		for (Map.Entry<Class<? extends Throwable>, Sign> known : SIGNS.entrySet()) {
			if (known.getKey().isAssignableFrom(type)) {
				return known.getValue();
			}
		}
		return Sign.NONE;
	}

	// OkHttp reports the timeout of a whole call in this way
	private static Evidence interrupted(Throwable thrown) {
		String text = message(thrown);
		return (text.contains("timeout") || text.contains("timed out")) ? TIMEOUT : CANCELLED;
	}

	// OkHttp reports half a body in this way; a connection that ends comes with words
	private static Evidence endOfFile(Throwable thrown) {
		return (message(thrown).isEmpty() && StackOrigin.of(thrown).thrownIn(OKIO)) ? HALF : CONNECTION;
	}

	private static Evidence inputOutput(Throwable thrown) {
		String text = message(thrown);
		// OkHttp reports a cancelled call in this way
		if (text.equals("canceled")) {
			return CANCELLED;
		}
		// the JDK's client reports half a body in this way
		if (text.startsWith("fixed content-length") || text.startsWith("chunked transfer encoding")) {
			return isWithdrawn(thrown) ? TIMEOUT : CUT;
		}
		return isClosedWhileReading(thrown, text) ? TIMEOUT : INPUT_OUTPUT;
	}

	// a request factory that has waited long enough closes the body of the JDK's client
	private static boolean isClosedWhileReading(Throwable thrown, String text) {
		Throwable cause = thrown.getCause();
		return text.equals("closed") && (cause == null || isWithdrawn(cause))
				&& StackOrigin.of(thrown).thrownIn(HTTP_CLIENT);
	}

	// from JDK 25 on the client adds what was missing when the body was closed
	private static boolean isWithdrawn(Throwable thrown) {
		Throwable cause = thrown.getCause();
		return cause != null && message(cause).equals("subscription cancelled");
	}

	private static Evidence mistake(Throwable thrown) {
		return StackOrigin.of(thrown).readByClient() ? UNREADABLE : MISTAKE;
	}

	private static String message(Throwable thrown) {
		return PlainValue.message(thrown).toLowerCase(Locale.ROOT);
	}

}
