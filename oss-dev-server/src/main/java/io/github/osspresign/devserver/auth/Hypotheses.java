// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.PercentEncoding;
import io.github.osspresign.devserver.request.Query;
import io.github.osspresign.devserver.request.Redactor;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of the usual mistakes that explain a wrong signature: similar requests, and other forms of the signed text.
 * There are fewer than 200, because the headers and parameters of a request that count are limited.
 */
final class Hypotheses {

    private static final int MAX_HEADERS = 12;
    private static final int MAX_PARAMETERS = 12;
    private static final int MAX_SLASHES = 8;

    /** Indexes of the lines of a canonical request. */
    private static final int PATH = 1;

    private static final int QUERY = 2;

    private static final String CONTENT_TYPE = "content-type";
    private static final List<String> METHODS = List.of("GET", "PUT", "HEAD", "POST", "DELETE");

    /** Values of headers that clients often sign and then forget, or send with another value. */
    private static final Map<String, List<String>> USUAL_VALUES = Map.of(
            CONTENT_TYPE,
            List.of(
                    "application/octet-stream",
                    "application/json",
                    "application/json; charset=utf-8",
                    "application/pdf",
                    "application/x-www-form-urlencoded",
                    "application/xml",
                    "application/zip",
                    "binary/octet-stream",
                    "image/jpeg",
                    "image/png",
                    "text/html",
                    "text/plain",
                    "text/plain; charset=utf-8",
                    "text/plain;charset=UTF-8",
                    "video/mp4"),
            "x-oss-forbid-overwrite",
            List.of("true", "false"),
            "x-oss-object-acl",
            List.of("private", "public-read", "public-read-write", "default"),
            "x-oss-storage-class",
            List.of("Standard", "IA", "Archive"));

    private static final List<String> USUAL_LIFETIMES =
            List.of("60", "300", "600", "900", "1800", "3600", "7200", "21600", "43200", "86400", "604800");

    /** Parameters of the signature itself. Without them there is no signature to check. */
    private static final Set<String> OF_SIGNATURE = Set.of(
            "x-oss-signature",
            "x-oss-signature-version",
            "x-oss-credential",
            "x-oss-date",
            "OSSAccessKeyId",
            "Expires",
            "Signature");

    /** The characters {@code !'()*}, encoded. */
    private static final Pattern LEFT_BY_ENCODE_URI_COMPONENT = Pattern.compile("%2[1789A]");

    private final OssRequest request;
    private final SignatureInput input;
    private final List<Hypothesis> table = new ArrayList<>();

    private Hypotheses(OssRequest request, SignatureInput input) {
        this.request = request;
        this.input = input;
    }

    /** Returns the hypotheses in the order in which they are tried. */
    static List<Hypothesis> of(OssRequest request, SignatureInput input) {
        Hypotheses hypotheses = new Hypotheses(request, input);
        hypotheses.addSpellingOfSignature();
        hypotheses.addHeaders();
        hypotheses.addHosts();
        hypotheses.addParameters();
        hypotheses.addQueries();
        if (request.bucket() != null) {
            hypotheses.addResources(request.bucket(), request.key() == null ? "" : request.key());
        }
        hypotheses.addMethods();
        return hypotheses.table;
    }

    /** Adds the hypothesis that the signature belongs to another request. */
    private void add(String sentence, Supplier<OssRequest> signed) {
        table.add(new Hypothesis(sentence, () -> input.signedText(signed.get())));
    }

    /**
     * Adds the hypothesis that the signer writes a line of the canonical request in another way. V1 has none.
     *
     * @param difference what the line has then, and the advice
     */
    private void addLine(int line, String difference, UnaryOperator<String> change) {
        table.add(new Hypothesis("The signature is correct for a canonical request with " + difference + ".", () -> {
            String[] lines = input.signedText(request).split("\n", -1);
            if (input.isV4() && line < lines.length) {
                lines[line] = change.apply(lines[line]);
            }
            return String.join("\n", lines);
        }));
    }

    private void addSpellingOfSignature() {
        add(
                input.isV4()
                        ? "The signature is correct, but has upper-case digits. Write it in lower case."
                        : "The signature contains a space: its '+' was not encoded as %2B.",
                () -> request);
    }

    private void addHeaders() {
        signedByDefault().forEach(name -> addWithoutHeaders(request, List.of(name), ""));
        addWithoutHeaders(request, signedByDefault(), "");
        USUAL_VALUES.keySet().stream().sorted().forEach(name -> addUsualValues(request, name, ""));
    }

    private List<String> signedByDefault() {
        return request.headers().joined().keySet().stream()
                .filter(ReferenceSigner::isSignedByDefaultV4)
                .limit(MAX_HEADERS)
                .toList();
    }

    private void addWithoutHeaders(OssRequest base, List<String> names, String also) {
        add(
                "The signature is correct without the header" + quoted(names)
                        + ", which OSS includes in the signature if it is sent. Do not send it (curl -d and browsers add a"
                        + " Content-Type), or sign again with it." + also,
                () -> {
                    Headers fewer = base.headers();
                    for (String name : names) {
                        fewer = fewer.without(name);
                    }
                    return base.withHttp(base.http().withHeaders(fewer));
                });
    }

    private void addUsualValues(OssRequest base, String name, String also) {
        String cause = base.headers().contains(name) ? "The request has another value." : "The request lacks it.";
        for (String value : USUAL_VALUES.getOrDefault(name, List.of())) {
            add(
                    "The signature is correct with the header '" + name + ": " + value + "'. " + cause
                            + " Send exactly the signed header." + also,
                    () -> withHeader(base, name, value));
        }
    }

    /** Adds other hosts, which matter only if the host is signed. */
    private void addHosts() {
        String host = request.header("Host");
        if (host == null || !input.additionalHeaders().contains("host")) {
            return;
        }
        String bucket = request.bucket() + ".";
        Set<String> others = new LinkedHashSet<>();
        for (String authority : List.of(host, host.replaceFirst(":[0-9]+$", ""))) {
            others.add(authority);
            others.add(bucket + authority);
            others.add(authority.startsWith(bucket) ? authority.substring(bucket.length()) : authority);
            others.add(authority.replaceFirst("localhost", "127.0.0.1"));
            others.add(authority.replaceFirst("127\\.0\\.0\\.1", "localhost"));
        }
        String forwarded = request.header("X-Forwarded-Host");
        if (forwarded != null) {
            others.add(forwarded);
        }
        for (String other : others) {
            add(
                    "The signature is correct for the host " + Redactor.quoted(other) + ", but the request has "
                            + Redactor.quoted(host) + ". Use the signed host, or sign without the host.",
                    () -> withHeader(request, "Host", other));
        }
    }

    /** Adds query parameters that were added or changed after signing. */
    private void addParameters() {
        List<String> names = request.query().parameters().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !OF_SIGNATURE.contains(name))
                .distinct()
                .limit(MAX_PARAMETERS)
                .toList();
        List<String> foreign = names.stream()
                .filter(name -> !name.startsWith("x-oss-") && !name.startsWith("response-"))
                .toList();
        names.forEach(name -> addWithoutParameters(List.of(name)));
        addWithoutParameters(foreign);
        addWithoutParameters(names);
        String lifetime = request.query().first("x-oss-expires");
        if (lifetime != null) {
            USUAL_LIFETIMES.forEach(seconds -> add(
                    "The signature is correct for x-oss-expires=" + seconds + ", but the URL has "
                            + Redactor.quoted(lifetime) + ". A link cannot be extended; sign again.",
                    () -> withParameters(name -> name.equals("x-oss-expires"), value -> seconds)));
        }
        add(
                "The signature is correct for a '+' where the query has a space. Write %2B for a plus sign.",
                () -> withParameters(name -> true, value -> value.replace(' ', '+')));
        add(
                "The signature is correct for query parameters that are encoded twice. Encode them once.",
                () -> withParameters(name -> true, PercentEncoding::encode));
    }

    private void addWithoutParameters(List<String> names) {
        add(
                "The signature is correct without the query parameter" + quoted(names)
                        + ": added after signing (as programs add tracking parameters), or left out by the signer.",
                () -> request.withQuery(new Query(request.query().parameters().stream()
                        .filter(parameter -> !names.contains(parameter.getKey()))
                        .toList())));
    }

    /** Adds other forms of the query in the canonical request. */
    private void addQueries() {
        addLine(QUERY, "spaces of the query as '+'. Encode them as %20", line -> line.replace("%20", "+"));
        addLine(
                QUERY,
                "'name=' for parameters without a value. Sign the name only",
                line -> line.replaceAll("(?<=^|&)([^=&]+)(?=&|$)", "$1="));
        addLine(QUERY, "'/' of the query not encoded. Encode it as %2F", line -> line.replace("%2F", "/"));
        addLine(QUERY, "the parameters in the order of the URL. Sort them by name", line -> queryAsSent());
        addLine(
                QUERY,
                "the parameters sorted without regard to case. Sort them by bytes",
                line -> Stream.of(line.split("&", -1))
                        .sorted(String.CASE_INSENSITIVE_ORDER)
                        .collect(Collectors.joining("&")));
    }

    private String queryAsSent() {
        return request.query().parameters().stream()
                .filter(parameter -> !parameter.getKey().equals("x-oss-signature"))
                .map(parameter -> ReferenceSigner.canonicalQueryV4(List.of(parameter)))
                .collect(Collectors.joining("&"));
    }

    /** Adds wrong keys, wrong forms of the path in the canonical request, and wrong buckets. V1 signs the key as it is. */
    private void addResources(String bucket, String key) {
        String encodedKey = PercentEncoding.encode(key);
        addKey(key, decoded(key), "the path of the URL was encoded twice");
        addKey(key, encodedKey.replace("%2F", "/"), "the signer encoded the key twice");
        addKey(key, encodedKey, "the signer encoded the key twice, and '/' as %2F");
        addKey(key, withPlusAsSent(key), "the URL has a '+' that is not encoded as %2B");
        addKey(key, key.replace('+', ' '), "the URL has a '+' in place of a space");
        addKey(key, key.replace(' ', '+'), "the URL has a space in place of a '+', which is %2B in a URL");
        addKey(key, "/" + key, "the signer put a slash before the key, or the client has normalised the path");
        addKey(key, key.replaceFirst("^[/\\\\]+", ""), "the URL has an extra slash");
        addKey(key, Normalizer.normalize(key, Normalizer.Form.NFC), "the letters with accents are composed");
        addKey(key, Normalizer.normalize(key, Normalizer.Form.NFD), "the letters with accents are decomposed");
        addNormalised(key);
        String path = "/" + bucket + "/";
        addLine(PATH, "the object key not encoded. Encode it once", encoded -> path + key);
        addLine(PATH, "'/' encoded as %2F. Leave it as it is", encoded -> path + encodedKey);
        addLine(PATH, "spaces encoded as '+'. Encode them as %20", encoded -> encoded.replace("%20", "+"));
        addLine(
                PATH,
                "!'()* not encoded, as encodeURIComponent leaves them. Encode them",
                encoded -> LEFT_BY_ENCODE_URI_COMPONENT.matcher(encoded).replaceAll(found -> decoded(found.group())));
        table.add(new Hypothesis(
                "The signature is correct for a path without the bucket. The bucket is always signed, with a bucket host"
                        + " and a custom domain too: '" + path + "' and the object key.",
                () -> input.signedText(request).replaceFirst("(?m)^" + Pattern.quote(path), "/")));
        if (key.startsWith(bucket + "/")) {
            String inner = key.substring(bucket.length() + 1);
            addKey(key, inner, "the URL names the bucket in the host and in the path. Use one of them");
        }
    }

    /** Adds keys that a client makes this one by merging slashes and by removing segments of one dot. */
    private void addNormalised(String key) {
        String reason = "the client has normalised the path; configure it to send the path of the URL as it is";
        addKey(key, key.replace("/", "//"), reason);
        addKey(key, "./" + key, reason);
        int slash = key.indexOf('/');
        for (int i = 0; slash >= 0 && i < MAX_SLASHES; i++) {
            String start = key.substring(0, slash);
            addKey(key, start + "/" + key.substring(slash), reason);
            addKey(key, start + "/." + key.substring(slash), reason);
            slash = key.indexOf('/', slash + 1);
        }
        addKey(key, key + ".", reason);
    }

    private void addKey(String key, String signed, String reason) {
        add(
                "The signature is correct for the object key " + Redactor.quoted(signed) + ", but the URL has "
                        + Redactor.quoted(key) + ": " + reason + ".",
                () -> request.withKey(signed));
    }

    /** Returns the key with each unencoded plus sign of the URL, which may have been read as a space. */
    private String withPlusAsSent(String key) {
        String path = decoded(request.http().target().replaceFirst("(?s)\\?.*", ""));
        return path.length() < key.length() ? key : path.substring(path.length() - key.length());
    }

    private static String decoded(String text) {
        try {
            return PercentEncoding.decode(text, false);
        } catch (OssException e) {
            // The key is not encoded text.
            return text;
        }
    }

    /** Adds other methods, also together with the mistakes that often come with a wrong method. */
    private void addMethods() {
        for (String method : METHODS) {
            if (!method.equals(request.method())) {
                OssRequest other = request.withHttp(request.http().withMethod(method));
                add(
                        "The signature is correct for " + method + ", not for " + Redactor.quoted(request.method())
                                + ". Send " + method + ", or sign for the method that is sent.",
                        () -> other);
                String also = " It is correct for the method " + method + ".";
                addWithoutHeaders(other, signedByDefault(), also);
                addUsualValues(other, CONTENT_TYPE, also);
            }
        }
    }

    private static OssRequest withHeader(OssRequest base, String name, String value) {
        return base.withHttp(base.http().withHeaders(base.headers().with(name, value)));
    }

    private OssRequest withParameters(Predicate<String> names, UnaryOperator<String> change) {
        List<Map.Entry<String, String>> changed = new ArrayList<>();
        for (Map.Entry<String, String> parameter : request.query().parameters()) {
            boolean affected = names.test(parameter.getKey()) && !OF_SIGNATURE.contains(parameter.getKey());
            changed.add(affected ? Map.entry(parameter.getKey(), change.apply(parameter.getValue())) : parameter);
        }
        return request.withQuery(new Query(changed));
    }

    /** Returns names for a sentence, after the ending of the noun before them. */
    private static String quoted(List<String> names) {
        return (names.size() == 1 ? " " : "s ") + Redactor.quoted(String.join(", ", names));
    }
}
