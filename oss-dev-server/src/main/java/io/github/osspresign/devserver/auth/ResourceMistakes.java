package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.PercentEncoding;
import java.text.Normalizer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Wrong buckets and wrong encodings of the object key, in the URL or in the signed text. */
final class ResourceMistakes {

    /** Index of the path in the lines of the canonical request. */
    private static final int LINE = 1;

    private final OssRequest request;
    private final SignatureInput input;
    private final String bucket;
    private final String key;

    ResourceMistakes(OssRequest request, SignatureInput input) {
        this.request = request;
        this.input = input;
        this.bucket = request.bucket() == null ? "" : request.bucket();
        this.key = request.key() == null ? "" : request.key();
    }

    Stream<Hypothesis> all() {
        if (bucket.isEmpty()) {
            return Stream.of();
        }
        return Stream.of(keys(), encodings(), buckets()).flatMap(hypotheses -> hypotheses);
    }

    private Stream<Hypothesis> keys() {
        return Stream.of(
                key(decoded(key), "the path of the URL was encoded twice"),
                key(PercentEncoding.encode(key).replace("%2F", "/"), "the signer encoded the key twice"),
                key(PercentEncoding.encode(key), "the signer encoded the key twice, and '/' as %2F"),
                key(withPlusAsSent(), "the URL has a '+' that is not encoded as %2B"),
                key(key.replace('+', ' '), "the URL has a '+' in place of a space"),
                key(key.replace(' ', '+'), "the URL has a space in place of a '+', which is %2B in a URL"),
                key("/" + key, "the signer put a slash before the key"),
                key(key.replaceFirst("^[/\\\\]+", ""), "the URL has an extra slash"),
                key(Normalizer.normalize(key, Normalizer.Form.NFC), "the letters with accents are composed"),
                key(Normalizer.normalize(key, Normalizer.Form.NFD), "the letters with accents are decomposed"));
    }

    private Hypothesis key(String signed, String reason) {
        return Hypothesis.of(
                "The signature is correct for the object key " + Hypothesis.quoted(signed) + ", but the URL has "
                        + Hypothesis.quoted(key) + ": " + reason + ".",
                input,
                request.withKey(signed));
    }

    /** Returns the key with each unencoded plus sign of the URL, which may have been read as a space. */
    private String withPlusAsSent() {
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

    /** Returns wrong forms of the path in the canonical request of V4. V1 signs the key as it is. */
    private Stream<Hypothesis> encodings() {
        String path = "/" + bucket + "/";
        return Stream.of(
                resource("the object key not encoded. Encode it once", encoded -> path + key),
                resource("'/' encoded as %2F. Leave it as it is", encoded -> path + PercentEncoding.encode(key)),
                resource("spaces encoded as '+'. Encode them as %20", encoded -> encoded.replace("%20", "+")),
                resource(
                        "!'()* not encoded, as encodeURIComponent leaves them. Encode them",
                        encoded -> encoded.replace("%21", "!")
                                .replace("%27", "'")
                                .replace("%28", "(")
                                .replace("%29", ")")
                                .replace("%2A", "*")));
    }

    private Hypothesis resource(String difference, UnaryOperator<String> change) {
        return Hypothesis.ofLine(difference, input, request, LINE, change);
    }

    private Stream<Hypothesis> buckets() {
        String inPath = "/" + bucket + "/";
        Hypothesis withoutBucket = new Hypothesis(
                "The signature is correct for a path without the bucket. The bucket is always signed, with a bucket host"
                        + " and a custom domain too: '" + inPath + "' and the object key.",
                () -> input.signedText(request).replaceFirst("(?m)^" + Pattern.quote(inPath), "/"));
        if (!key.startsWith(bucket + "/")) {
            return Stream.of(withoutBucket);
        }
        String inner = key.substring(bucket.length() + 1);
        return Stream.of(
                withoutBucket, key(inner, "the URL names the bucket in the host and in the path. Use one of them"));
    }
}
