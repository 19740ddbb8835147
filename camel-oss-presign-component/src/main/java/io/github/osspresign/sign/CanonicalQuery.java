package io.github.osspresign.sign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes parameters in canonical order, by encoded name: the signature's own, which come in that order, and the caller's
 * among them. Each begins with {@code &}; the first one's is to be replaced by what parts the query from the path.
 */
final class CanonicalQuery {

    private record Parameter(String encodedName, String value) {}

    private final SigningBuffer text;
    private final List<Parameter> given;
    private int written;

    CanonicalQuery(SigningBuffer text, Map<String, String> given) {
        this.text = text;
        this.given = given.isEmpty() ? List.of() : sorted(given);
    }

    private static List<Parameter> sorted(Map<String, String> parameters) {
        List<Parameter> sorted = new ArrayList<>(parameters.size());
        parameters.forEach((name, value) -> sorted.add(new Parameter(PercentEncoding.encode(name), value)));
        sorted.sort(Comparator.comparing(Parameter::encodedName));
        return sorted;
    }

    /** Appends the signature's next parameter, as in {@code &name=value}; what is appended to the text is more of its value. */
    SigningBuffer append(String parameter) {
        if (written < given.size()) {
            writeGivenBefore(parameter.substring(1, parameter.indexOf('=')));
        }
        return text.append(parameter);
    }

    private void writeGivenBefore(String name) {
        while (written < given.size() && given.get(written).encodedName().compareTo(name) < 0) {
            writeGiven();
        }
    }

    /** Writes what is left of the caller's. */
    void end() {
        while (written < given.size()) {
            writeGiven();
        }
    }

    private void writeGiven() {
        Parameter parameter = given.get(written++);
        text.append('&').append(parameter.encodedName());
        if (!parameter.value().isEmpty()) {
            PercentEncoding.append(text.append('='), parameter.value());
        }
    }
}
