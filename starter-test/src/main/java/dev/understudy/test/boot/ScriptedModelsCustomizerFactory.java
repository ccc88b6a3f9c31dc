package dev.understudy.test.boot;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Finds the contexts that are to have scripted models.
 */
final class ScriptedModelsCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		AutoConfigureScriptedModels found = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureScriptedModels.class);
		return (found != null) ? new ScriptedModelsCustomizer(Set.of(found.run()), Set.of(found.standInFor())) : null;
	}

}
