package dev.understudy.boot;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Names the beans through which models are called, so that those that share one are
 * known: the bean that is written, whatever it is, and those that the libraries find by
 * provider. Without either, nothing is known to be shared: a provider may be asked with
 * several keys.
 */
final class SharedClients {

	/** Of an application without any library. */
	static final SharedClients NAMED = new SharedClients(Stream::empty);

	private final Supplier<Stream<ClientNames>> libraries;

	SharedClients(Supplier<Stream<ClientNames>> libraries) {
		this.libraries = libraries;
	}

	Set<String> of(ModelProperties model) {
		Set<String> names = new LinkedHashSet<>();
		if (model.client() != null) {
			names.add(model.client());
		}
		this.libraries.get()
			.map((library) -> library.of(model))
			.filter((search) -> search.result() == ClientSearch.Result.FOUND)
			.map(ClientSearch::bean)
			.forEach(names::add);
		return names;
	}

}
