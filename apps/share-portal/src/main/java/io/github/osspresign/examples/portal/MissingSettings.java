// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.MissingRequiredPropertiesException;

/** Says at start which settings are missing, also as variables of the environment. */
class MissingSettings extends AbstractFailureAnalyzer<MissingRequiredPropertiesException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, MissingRequiredPropertiesException cause) {
        String missing = cause.getMissingRequiredProperties().stream()
                .map(name -> "\n    " + name + ", or "
                        + name.toUpperCase(Locale.ROOT).replace('.', '_'))
                .collect(Collectors.joining());
        return new FailureAnalysis(
                "These settings are missing:" + missing,
                "Set them; README.md describes them, and how to try the portal without a bucket and a database.",
                cause);
    }
}
