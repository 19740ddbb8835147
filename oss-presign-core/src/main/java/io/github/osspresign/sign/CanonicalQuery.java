// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.oss.syntax.PercentCoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the canonical query: the parameters of the signature and those of the caller, sorted by encoded name. The
 * signature's parameters must be appended in that order. Each parameter begins with {@code &}; the user of this class
 * replaces the first {@code &} by the character that separates path and query.
 */
final class CanonicalQuery {

    private record Parameter(String encodedName, String value) {}

    private final SigningBuffer text;
    private final List<Parameter> callerParameters;
    private int written;

    CanonicalQuery(SigningBuffer text, Map<String, String> callerParameters) {
        this.text = text;
        this.callerParameters = callerParameters.isEmpty() ? List.of() : sorted(callerParameters);
    }

    private static List<Parameter> sorted(Map<String, String> parameters) {
        List<Parameter> sorted = new ArrayList<>(parameters.size());
        parameters.forEach((name, value) -> sorted.add(new Parameter(PercentCoding.PARAMETER.encode(name), value)));
        sorted.sort(Comparator.comparing(Parameter::encodedName));
        return sorted;
    }

    /**
     * Appends a parameter of the signature.
     *
     * @param parameter encoded, such as {@code &name=value}
     * @return the text, to which the rest of the value may be appended
     */
    SigningBuffer append(String parameter) {
        if (written < callerParameters.size()) {
            writeCallerParameters(parameter.substring(1, parameter.indexOf('=')));
        }
        return text.append(parameter);
    }

    /**
     * Appends parameters of the caller.
     *
     * @param end name before which they are sorted, {@code null} for all that are left
     */
    void writeCallerParameters(@Nullable String end) {
        while (written < callerParameters.size()) {
            Parameter parameter = callerParameters.get(written);
            if (end != null && parameter.encodedName().compareTo(end) >= 0) {
                return;
            }
            written++;
            text.append('&').append(parameter.encodedName());
            if (!parameter.value().isEmpty()) {
                text.append('=').appendEncoded(parameter.value(), PercentCoding.PARAMETER);
            }
        }
    }
}
