// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.error.text.Quoted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Request that the service sends after an upload (OSS API, "Callback").
 *
 * @param url one to five http or https URLs, separated by semicolons; the first one that works counts
 * @param body JSON object in which the service replaces variables such as <code>${object}</code>; {@code null} for bucket, object,
 *     size, etag, crc64, mimeType, reqId and the variables
 * @param variables values of <code>${x:NAME}</code> by NAME: lower-case letters, digits, underscores and hyphens
 */
public record UploadCallback(String url, @Nullable String body, Map<String, String> variables) {

    /** Content type of a callback, in whose body the service writes texts with quotes. */
    public static final String JSON_TYPE = "application/json";

    private static final String VARIABLE = "x:";
    private static final List<String> DEFAULT_FIELDS =
            List.of("bucket", "object", "size", "etag", "crc64", "mimeType", "reqId");
    private static final String URL = "https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?][!-~&&[^;#]]*)?";
    private static final Pattern URLS = Pattern.compile(URL + "(?:;" + URL + "){0,4}");

    /** @throws IllegalArgumentException if a value is not allowed; the message shows no URL, whose query may be secret */
    public UploadCallback {
        if (!URLS.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "callbackUrl: must be 1 to 5 http or https URLs of printable ASCII without"
                            + " user info and fragment, separated by semicolons, was another text of " + url.length()
                            + " characters");
        }
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        for (String name : variables.keySet()) {
            if (!name.matches("[a-z0-9_-]+")) {
                throw new IllegalArgumentException("callbackVar.NAME: must have a name of lower-case letters, digits,"
                        + " underscores and hyphens, was " + Quoted.of(name));
            }
        }
    }

    private String defaultBody() {
        List<String> names = new ArrayList<>(DEFAULT_FIELDS);
        names.addAll(namedVariables().keySet());
        return names.stream().map(name -> "\"" + name + "\":${" + name + "}").collect(joining(",", "{", "}"));
    }

    /**
     * Returns the parameters or headers of an upload, which its signature must cover.
     *
     * @param prefix beginning of their names: none for parameters, {@code x-oss-} for headers
     */
    public Map<String, String> parameters(String prefix) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(prefix + "callback", parameter());
        if (!variables.isEmpty()) {
            parameters.put(prefix + "callback-var", base64(namedVariables()));
        }
        return parameters;
    }

    /** Returns the fields of a form, which its policy must bind. */
    public Map<String, String> formFields() {
        Map<String, String> fields = namedVariables();
        fields.put("callback", parameter());
        return fields;
    }

    private String parameter() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("callbackUrl", url);
        members.put("callbackBody", body == null ? defaultBody() : body);
        members.put("callbackBodyType", JSON_TYPE);
        if (url.contains("https://")) {
            // Without the name, a server with several certificates may send the wrong one.
            members.put("callbackSNI", true);
        }
        return base64(members);
    }

    private Map<String, String> namedVariables() {
        Map<String, String> named = new LinkedHashMap<>();
        variables.forEach((name, value) -> named.put(VARIABLE + name, value));
        return named;
    }

    private static String base64(Map<String, ?> members) {
        try {
            return Base64.getEncoder().encodeToString(JSON.std.asString(members).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON to a string", e);
        }
    }

    /**
     * Returns the fields of the body of a callback, by name: texts and numbers of a JSON object.
     *
     * @throws IllegalArgumentException if the text has another form; the message does not show it
     */
    public static Map<String, String> fields(String body) {
        return LinkFields.parse(body.strip()).plainFields();
    }

    /** Returns a text without URL, body and values, which may be secret. */
    @Override
    public String toString() {
        return "UploadCallback[variables " + variables.keySet() + "]";
    }
}
