// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.callback;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.format.Json;
import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The callback of an upload. After the object is stored, the server sends a request to the first of up to five URLs
 * that works; its response becomes the response to the upload. This server signs the request with its own key. It always
 * names the host of an HTTPS URL in the handshake, whatever callbackSNI says.
 *
 * @param host value of the header Host, or null for the host of the URL
 */
public record Callback(List<URI> urls, @Nullable String host, CallbackBody body) {

    public static final String PARAMETER = "callback";
    public static final String VARIABLES = "callback-var";

    private static final String HEADER_PREFIX = "x-oss-";
    private static final int MAX_BYTES = 5 * 1024;
    /** The hosts that a URL without a scheme can have: a plain word is no URL. */
    private static final Pattern SHORT_HOST = Pattern.compile("localhost|.*[.:].*");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:(?<port>[0-9]{1,5}))?");

    private static final int MAX_URLS = 5;
    private static final int HIGHEST_PORT = 65_535;

    /** Returns the callback in the query or the headers of a request, or null. */
    public static @Nullable Callback of(OssRequest request) {
        String variables = given(request, VARIABLES);
        Map<String, String> values = new LinkedHashMap<>();
        if (variables != null) {
            members(VARIABLES, variables)
                    .forEach((name, value) -> values.put(String.valueOf(name), text(VARIABLES, value)));
        }
        return read(given(request, PARAMETER), values);
    }

    /** Returns the callback of this base64 text, or null for null. */
    public static @Nullable Callback read(@Nullable String callback, Map<String, String> variables) {
        if (callback == null) {
            return null;
        }
        Map<?, ?> members = members(PARAMETER, callback);
        Object sni = members.get("callbackSNI");
        if (sni != null && !(sni instanceof Boolean)) {
            throw invalid(PARAMETER, "callbackSNI must be true or false.");
        }
        Object type = members.get("callbackBodyType");
        return new Callback(
                urls(text(PARAMETER, members.get("callbackUrl"))),
                host(members.get("callbackHost")),
                CallbackBody.of(
                        text(PARAMETER, members.get("callbackBody")),
                        type == null ? CallbackBody.FORM : text(PARAMETER, type),
                        variables));
    }

    /** Returns the headers without those of the callback. */
    public static Headers without(Headers headers) {
        return headers.without(HEADER_PREFIX + PARAMETER).without(HEADER_PREFIX + VARIABLES);
    }

    private static @Nullable String given(OssRequest request, String name) {
        String parameter = request.query().first(name);
        String header = request.header(HEADER_PREFIX + name);
        if (parameter != null && header != null) {
            throw invalid(name, "The callback is either a header or a parameter.");
        }
        return parameter == null ? header : parameter;
    }

    private static Map<?, ?> members(String name, String base64) {
        if (base64.length() > MAX_BYTES) {
            throw invalid(name, "The callback configuration is larger than " + MAX_BYTES + " bytes.");
        }
        String text = decoded(name, base64);
        try {
            if (Json.read(text) instanceof Map<?, ?> members) {
                return members;
            }
        } catch (IllegalArgumentException e) {
            throw notJson(name, text);
        }
        throw notJson(name, text);
    }

    private static OssException notJson(String name, String text) {
        return invalid(name, "The callback configuration is not json format.").with("ArgumentValue", text);
    }

    private static String decoded(String name, String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(name, "The callback configuration is not base64 encoded.");
        }
    }

    private static String text(String name, @Nullable Object value) {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw invalid(name, "The callback configuration lacks a text.");
    }

    /** Returns the host that the request names, or null for the host of the URL. */
    private static @Nullable String host(@Nullable Object value) {
        if (value == null || value.equals("")) {
            return null;
        }
        String host = text(PARAMETER, value);
        Matcher parts = HOST.matcher(host);
        if (!parts.matches() || (parts.group("port") != null && Integer.parseInt(parts.group("port")) > HIGHEST_PORT)) {
            throw invalid(PARAMETER, "The callback host is not valid.");
        }
        return host;
    }

    private static List<URI> urls(String texts) {
        List<URI> urls = Stream.of(texts.split(";", -1)).map(Callback::url).toList();
        if (urls.size() > MAX_URLS) {
            throw invalid(PARAMETER, "The callback has more than " + MAX_URLS + " URLs.");
        }
        return urls;
    }

    private static URI url(String text) {
        try {
            boolean complete = text.contains("://");
            URI url = URI.create(complete ? text.strip() : "http://" + text.strip());
            if (url.getHost() != null
                    && url.getScheme().matches("https?")
                    && url.getPort() <= HIGHEST_PORT
                    && (complete || SHORT_HOST.matcher(url.getHost()).matches())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw invalid(PARAMETER, "The callback URL is not valid.");
        }
        throw invalid(PARAMETER, "The callback URL is not valid.");
    }

    private static OssException invalid(String name, String message) {
        return OssErrorCode.INVALID_ARGUMENT.error(message).with("ArgumentName", name);
    }

    /**
     * Returns the response to an upload: that of the callback if there is one, or CallbackFailed (203) if no URL works.
     */
    public static Response response(
            @Nullable Callback callback, OssRequest request, ObjectInfo stored, Response plain) {
        if (callback == null) {
            return plain;
        }
        String delivered = callback.deliver(request, stored);
        return new Response(
                200,
                plain.headers().with("Content-Type", "application/json"),
                Body.of(delivered.getBytes(StandardCharsets.UTF_8)));
    }

    private String deliver(OssRequest request, ObjectInfo stored) {
        String sent = body.of(request.requiredBucket(), stored);
        String keyUrl = request.http().client().scheme() + "://" + request.header("Host") + CallbackKey.PATH;
        String reason = "";
        for (URI url : urls) {
            try {
                return CallbackRequest.post(url, host, body.type(), sent, keyUrl);
            } catch (IOException e) {
                reason = String.valueOf(e.getMessage());
            }
        }
        throw OssErrorCode.CALLBACK_FAILED.error(reason).ec("0007-00000203");
    }
}
