package dev.understudy.boot;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * Checks the rungs of a chain.
 */
final class RungChecks {

	private static final String EXACTLY_ONE = "rung must be exactly one of 'text' and 'last-good', and is ";

	private final Findings findings;

	RungChecks(Findings findings) {
		this.findings = findings;
	}

	void check(Where where, List<ChainProperties.Rung> rungs) {
		for (int i = 0; i < rungs.size(); i++) {
			check(where.item(i), rungs.get(i));
		}
	}

	private void check(Where where, ChainProperties.Rung rung) {
		boolean text = rung.text() != null;
		boolean lastGood = rung.lastGood() != null;
		if (text && lastGood) {
			this.findings.add(where, EXACTLY_ONE + "both", "make two rungs of it, one after the other");
		}
		else if (!text && !lastGood) {
			this.findings.add(where, EXACTLY_ONE + "neither", "set one of them, or remove the rung");
		}
		this.findings.positive(where.child("last-good"), rung.lastGood());
		matching(where.child("matching"), rung.matching());
	}

	private void matching(Where where, @Nullable String regex) {
		if (regex == null) {
			return;
		}
		try {
			Pattern.compile(regex);
		}
		catch (PatternSyntaxException ex) {
			this.findings.refuse(where, regex, "is no regular expression: " + ex.getDescription(),
					"correct it near character " + Math.max(0, ex.getIndex()));
		}
	}

}
