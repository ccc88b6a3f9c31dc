package dev.understudy.boot;

import java.nio.file.InvalidPathException;

/**
 * Checks where state is to be kept.
 */
final class StateChecks {

	private static final Where STATE = Where.ROOT.child("state");

	private final Findings findings;

	private final StateProperties state;

	StateChecks(Findings findings, StateProperties state) {
		this.findings = findings;
		this.state = state;
	}

	void check() {
		this.findings.positive(STATE.child("file").child("every"), this.state.file().every());
		if (this.state.store() == StateProperties.Store.FILE) {
			checkFile();
		}
		String prefix = this.state.redis().effectivePrefix();
		if (prefix.isBlank() || prefix.contains("{") || prefix.contains("}")) {
			this.findings.refuse(STATE.child("redis").child("prefix"), prefix, "must be a text without braces",
					"give a name such as 'understudy'");
		}
	}

	private void checkFile() {
		try {
			if (this.state.file().effectivePath().toString().isBlank()) {
				this.findings.refuse(path(), "", "must name a file", "give a path such as 'understudy-state.json'");
			}
		}
		catch (InvalidPathException ex) {
			this.findings.refuse(path(), ex.getInput(), "is no path", "give a path such as 'understudy-state.json'");
		}
	}

	private static Where path() {
		return STATE.child("file").child("path");
	}

}
