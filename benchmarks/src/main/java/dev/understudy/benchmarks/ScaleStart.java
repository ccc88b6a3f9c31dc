package dev.understudy.benchmarks;

import java.util.ArrayList;
import java.util.List;

import dev.understudy.ModelRouter;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts one application with as many models and chains as it is told, and prints how
 * many nanoseconds that took.
 */
final class ScaleStart {

	private ScaleStart() {
	}

	public static void main(String[] arguments) {
		System.out.println(nanos(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])));
	}

	static long nanos(int models, int chains) {
		String[] properties = properties(models, chains);
		long since = System.nanoTime();
		try (ConfigurableApplicationContext context = BootStage.start(new Models(), properties)) {
			long took = System.nanoTime() - since;
			context.getBean(ModelRouter.class).chain(Ensembles.chain(chains - 1));
			return took;
		}
	}

	private static String[] properties(int models, int chains) {
		List<String> properties = new ArrayList<>();
		for (int i = 0; i < models; i++) {
			properties.add("understudy.models." + Ensembles.id(i) + ".provider=provider");
		}
		for (int i = 0; i < chains; i++) {
			properties.add("understudy.chains." + Ensembles.chain(i) + ".models="
					+ String.join(",", Ensembles.chosen(i, models)));
		}
		return properties.toArray(String[]::new);
	}

}
