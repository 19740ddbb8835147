// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/**
 * Reports unknown options of the components without their values, which Spring Boot would show: with a misspelt name, the
 * value can be a secret.
 */
@Order(0)
final class UnknownOptionFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

    private static final List<String> PREFIXES = List.of("camel.component.presign.", "camel.component.osspresigned.");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, UnboundConfigurationPropertiesException cause) {
        List<String> names = cause.getUnboundProperties().stream()
                .map(property -> property.getName().toString())
                .toList();
        if (!names.stream().allMatch(name -> PREFIXES.stream().anyMatch(name::startsWith))) {
            return null;
        }
        String description = names.stream()
                .map(name -> name + ": is not an option")
                .collect(Collectors.joining(System.lineSeparator()));
        return new FailureAnalysis(description, "Correct or remove the property.", cause);
    }
}
