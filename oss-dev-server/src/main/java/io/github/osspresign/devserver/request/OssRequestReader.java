// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.request;

import io.github.osspresign.devserver.http.Request;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bucket and the key in Host and path. A custom domain stands for its bucket; {@code <bucket>.<baseHost>} and
 * {@code <bucket>.localhost} are virtual-hosted style. Every other host (IP addresses, localhost, unknown names) is
 * path style, which official clients use for local endpoints.
 */
public final class OssRequestReader {

    private static final Pattern ABSOLUTE_FORM = Pattern.compile("^https?://([^/?#]*)(.*)$", Pattern.CASE_INSENSITIVE);
    private static final String LOCALHOST = "localhost";

    private final String baseHost;
    private final Map<String, String> bucketsByDomain;
    private final boolean plusInPathIsBlank;

    public OssRequestReader(String baseHost, Map<String, String> bucketsByDomain, boolean plusInPathIsBlank) {
        this.baseHost = baseHost;
        this.bucketsByDomain = Map.copyOf(bucketsByDomain);
        this.plusInPathIsBlank = plusInPathIsBlank;
    }

    /** Reads the request, or throws InvalidArgument if the target cannot be decoded. */
    public OssRequest read(Request request) {
        String host = host(request.header("Host"));
        String target = request.target();
        var absolute = ABSOLUTE_FORM.matcher(target);
        if (absolute.matches()) {
            host = host(absolute.group(1));
            target = absolute.group(2);
        }
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        Query query = Query.parse(question < 0 ? "" : target.substring(question + 1));
        String name = PercentEncoding.decode(path.startsWith("/") ? path.substring(1) : path, plusInPathIsBlank);
        String bucket = bucketOf(host);
        if (bucket != null) {
            return new OssRequest(request, bucket, emptyToNull(name), query, bucketsByDomain.containsKey(host), null);
        }
        int slash = name.indexOf('/');
        return slash < 0
                ? new OssRequest(request, emptyToNull(name), null, query, false, null)
                : new OssRequest(
                        request,
                        emptyToNull(name.substring(0, slash)),
                        emptyToNull(name.substring(slash + 1)),
                        query,
                        false,
                        null);
    }

    private @Nullable String bucketOf(String host) {
        String byDomain = bucketsByDomain.get(host);
        if (byDomain != null || host.equals(baseHost)) {
            return byDomain;
        }
        for (String base : new String[] {baseHost, LOCALHOST}) {
            if (host.endsWith("." + base)) {
                return host.substring(0, host.length() - base.length() - 1);
            }
        }
        return null;
    }

    private static String host(@Nullable String authority) {
        String host = authority == null ? "" : authority.strip().toLowerCase(Locale.ROOT);
        int port = host.indexOf(':', host.lastIndexOf(']') + 1);
        return port < 0 ? host : host.substring(0, port);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
