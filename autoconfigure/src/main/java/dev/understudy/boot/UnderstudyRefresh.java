package dev.understudy.boot;

import java.util.List;
import java.util.stream.Collectors;

import dev.understudy.routing.Repertoire;
import dev.understudy.routing.Understudy;
import dev.understudy.spring.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.env.Environment;

/**
 * Puts the models, chains and rules in force that the environment holds now. What is
 * known of models that stay is kept, and calls on their way go on as they began.
 * <p>
 * Thread-safe. The default chain of annotations and the advice stay as they were at
 * start-up.
 */
public final class UnderstudyRefresh {

	private static final Logger logger = LoggerFactory.getLogger(UnderstudyRefresh.class);

	private final Environment environment;

	private final PropertyChecks checks;

	private final RepertoireMapper mapper;

	private final PropertiesInForce inForce;

	private final Understudy understudy;

	UnderstudyRefresh(Environment environment, PropertyChecks checks, RepertoireMapper mapper,
			PropertiesInForce inForce, Understudy understudy) {
		this.environment = environment;
		this.checks = checks;
		this.mapper = mapper;
		this.inForce = inForce;
		this.understudy = understudy;
	}

	/**
	 * Reads the environment again.
	 * @throws UnderstudyConfigurationException when what it holds is wrong; the last good
	 * configuration then stays in force
	 */
	public synchronized void refresh() {
		try {
			UnderstudyProperties properties = bind();
			this.checks.require(properties, List.of());
			perform(this.mapper.map(properties), properties);
		}
		catch (UnderstudyConfigurationException ex) {
			logger.warn("The last good configuration stays in force, the new one is wrong at {}",
					ex.problems()
						.stream()
						.map(Problem::where)
						.distinct()
						.collect(Collectors.joining("', '", "'", "'")));
			throw ex;
		}
	}

	/** Followers of the engine find the new properties in force, unless it refuses. */
	private void perform(Repertoire repertoire, UnderstudyProperties properties) {
		PropertiesInForce.Edition last = this.inForce.replace(properties);
		try {
			this.understudy.perform(repertoire);
		}
		finally {
			if (this.understudy.repertoire() != repertoire) {
				this.inForce.restore(last);
			}
		}
	}

	private UnderstudyProperties bind() {
		try {
			return WrittenOnly.bind(this.environment);
		}
		catch (BindException ex) {
			Problem problem = new Problem(ex.getName().toString(),
					"value cannot be read as " + ex.getTarget().getType(), "correct it");
			throw new UnderstudyConfigurationException(List.of(problem));
		}
	}

}
