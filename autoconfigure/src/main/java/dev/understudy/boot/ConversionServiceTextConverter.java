package dev.understudy.boot;

import java.util.Optional;

import dev.understudy.routing.TextConverter;

import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;

/**
 * Converts a text to whatever the application converts texts to.
 */
final class ConversionServiceTextConverter implements TextConverter {

	private final ConversionService conversion;

	ConversionServiceTextConverter(ConversionService conversion) {
		this.conversion = conversion;
	}

	@Override
	public Optional<Object> convert(String text, Class<?> type) {
		if (type.isInstance(text)) {
			return Optional.of(text);
		}
		try {
			return this.conversion.canConvert(String.class, type)
					? Optional.ofNullable(this.conversion.convert(text, type)) : Optional.empty();
		}
		catch (ConversionException ex) {
			return Optional.empty();
		}
	}

}
