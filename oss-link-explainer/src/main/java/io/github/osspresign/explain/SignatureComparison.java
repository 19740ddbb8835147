package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.Quoted;
import io.github.osspresign.explain.Resigning.Attempt;
import io.github.osspresign.explain.SignatureCheck.Verdict;
import io.github.osspresign.link.UrlMask;
import io.github.osspresign.sign.EndpointType;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.ServiceEndpoint;
import io.github.osspresign.sign.SignatureTrace;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the signature with the right one; where they differ, it tries the mistakes that are made most. */
final class SignatureComparison {

    private static final List<String> USUAL_CONTENT_TYPES = List.of(
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
            "video/mp4");

    private final LinkReading link;
    private final Resigning resigning;
    private final Attempt asked;

    private SignatureComparison(LinkReading link, Resigning resigning) {
        this.link = link;
        this.resigning = resigning;
        this.asked = new Attempt(link.question().method(), requireBucket(link), link.key(), headers(link));
    }

    static SignatureCheck compare(LinkReading link, String secret, Findings findings) {
        try {
            return new SignatureComparison(link, new Resigning(link, secret)).compare(findings);
        } catch (IllegalArgumentException e) {
            findings.add(FindingCode.SIGNATURE_NOT_CHECKED, "The signature cannot be checked: " + e.getMessage() + ".");
            return new SignatureCheck(Verdict.NOT_CHECKED, null, null);
        }
    }

    private SignatureCheck compare(Findings findings) {
        if (resigning.matches(asked)) {
            boolean intact = String.valueOf(link.signature().signature()).indexOf(' ') < 0;
            return check(intact ? Verdict.MATCHES : Verdict.DIFFERS, resigning.trace(asked));
        }
        Optional<Finding> nearMiss = nearMiss();
        nearMiss.ifPresent(miss -> findings.add(miss.code(), miss.sentence()));
        if (nearMiss.isPresent() && !canBeSigned(asked)) {
            return new SignatureCheck(Verdict.DIFFERS, null, null);
        }
        SignatureTrace right = resigning.trace(asked);
        if (nearMiss.isEmpty()) {
            findings.add(
                    FindingCode.SIGNATURE_MISMATCH,
                    "With this secret the signature is another one, for every method. Either the secret belongs to"
                            + " another access key than "
                            + LinkExplainer.shortened(link.signature().accessKeyId())
                            + ", or the URL was changed after it was signed, or headers were signed that are not given"
                            + " here. Compare what should have been signed with what the service's answer shows.");
        }
        return check(Verdict.DIFFERS, right);
    }

    private Optional<Finding> nearMiss() {
        List<HttpMethod> methods = new ArrayList<>(List.of(HttpMethod.values()));
        methods.remove(asked.method());
        for (HttpMethod other : methods) {
            if (resigning.matches(asked.withMethod(other))) {
                return Optional.of(new Finding(
                        FindingCode.SIGNED_FOR_OTHER_METHOD,
                        "The signature is right for " + other + ", not for " + asked.method()
                                + "; the method is signed. Send " + other + ", or sign for " + asked.method() + "."));
            }
        }
        methods.add(0, asked.method());
        return methods.stream()
                .flatMap(method -> variants(asked.withMethod(method)).entrySet().stream())
                .filter(variant -> resigning.matches(variant.getKey()))
                .map(variant -> inclusiveOfMethod(variant.getKey(), variant.getValue()))
                .findFirst();
    }

    private Finding inclusiveOfMethod(Attempt right, Finding miss) {
        return right.method() == asked.method()
                ? miss
                : new Finding(miss.code(), miss.sentence() + " It is signed for " + right.method() + ".");
    }

    /** What may have been signed instead, and what to say about it. */
    private Map<Attempt, Finding> variants(Attempt base) {
        Map<Attempt, Finding> variants = new LinkedHashMap<>();
        addHeaderVariants(base, variants);
        addKeyVariants(base, variants);
        addHostVariants(base, variants);
        addVariantWithoutBucket(base, variants);
        return variants;
    }

    private static void addHeaderVariants(Attempt base, Map<Attempt, Finding> variants) {
        Map<String, String> fewer = new LinkedHashMap<>(base.headers());
        fewer.keySet().removeIf(Resigning::isAlwaysSigned);
        Attempt without = new Attempt(base.method(), base.bucket(), base.key(), fewer);
        if (fewer.size() < base.headers().size()) {
            Set<String> surplus = new LinkedHashSet<>(base.headers().keySet());
            surplus.removeAll(fewer.keySet());
            variants.put(
                    without,
                    new Finding(
                            FindingCode.SIGNED_WITHOUT_HEADERS,
                            "The signature is right without " + surplus
                                    + ", which count where they are sent. Do not send them, or sign them too."));
        }
        for (String type : USUAL_CONTENT_TYPES) {
            variants.putIfAbsent(
                    base.withHeader("Content-Type", type),
                    new Finding(
                            FindingCode.SIGNED_WITH_CONTENT_TYPE,
                            "The signature is right with the header 'Content-Type: " + type
                                    + "', which was signed. Send exactly that."));
        }
    }

    private static void addKeyVariants(Attempt base, Map<Attempt, Finding> variants) {
        String key = base.key();
        addKeyVariant(base, LooseDecoding.path(key), "the path of the URL was encoded twice", variants);
        addKeyVariant(base, encoded(key), "the key was encoded before it was signed", variants);
        addKeyVariant(base, key.replace('+', ' '), "the URL has a '+' where a blank is meant", variants);
        addKeyVariant(base, key.replace(' ', '+'), "the URL has a blank where a '+' is meant", variants);
        addKeyVariant(base, key.replaceFirst("^[/\\\\]+", ""), "the URL has a slash too many", variants);
    }

    private static void addKeyVariant(Attempt base, String key, String reason, Map<Attempt, Finding> variants) {
        variants.putIfAbsent(
                base.withKey(key),
                new Finding(
                        FindingCode.SIGNED_FOR_OTHER_KEY,
                        "The signature is right for the object key '" + Quoted.text(key) + "', but the URL says '"
                                + Quoted.text(base.key()) + "': " + reason + "."));
    }

    private void addHostVariants(Attempt base, Map<Attempt, Finding> variants) {
        if (!link.signature().additionalHeaders().contains("host")) {
            return;
        }
        Set<String> hosts =
                new LinkedHashSet<>(List.of(link.url().authority(), link.url().host()));
        String region = link.signature().region();
        if (region != null && canBeSigned(base)) {
            for (EndpointType type : EndpointType.values()) {
                hosts.add(ServiceEndpoint.of(region, type).authority(base.bucket()));
            }
        }
        for (String host : hosts) {
            variants.putIfAbsent(
                    base.withHeader("Host", host),
                    new Finding(
                            FindingCode.SIGNED_FOR_OTHER_HOST,
                            "The signature is right for the host '" + Quoted.text(host)
                                    + "', which is signed. Use the link under that host, or sign without the host."));
        }
    }

    /** A signer that forgets the bucket takes the first segment of the key for it. */
    private static void addVariantWithoutBucket(Attempt base, Map<Attempt, Finding> variants) {
        int slash = base.key().indexOf('/');
        if (slash > 0) {
            variants.putIfAbsent(
                    new Attempt(
                            base.method(),
                            base.key().substring(0, slash),
                            base.key().substring(slash + 1),
                            base.headers()),
                    new Finding(
                            FindingCode.SIGNED_WITHOUT_BUCKET,
                            "The signature is right for '/" + Quoted.text(base.key())
                                    + "', a path without the bucket. The bucket is always signed, under a domain of its"
                                    + " own too: '/" + base.bucket() + "/" + Quoted.text(base.key()) + "'."));
        }
    }

    private boolean canBeSigned(Attempt attempt) {
        try {
            resigning.trace(attempt);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Those that are given, and the host, which every client sends. */
    private static Map<String, String> headers(LinkReading link) {
        Map<String, String> headers = new LinkedHashMap<>(link.question().headers());
        boolean hostGiven = headers.keySet().stream().anyMatch("host"::equalsIgnoreCase);
        if (link.signature().additionalHeaders().contains("host") && !hostGiven) {
            headers.put("Host", link.url().authority());
        }
        return headers;
    }

    private static String requireBucket(LinkReading link) {
        if (link.bucket() == null) {
            throw new IllegalArgumentException("the bucket is part of the signature, but the host "
                    + Quoted.text(link.url().host()) + " does not show it; say which bucket it is");
        }
        return link.bucket();
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~")
                .replace("%2F", "/");
    }

    private SignatureCheck check(Verdict verdict, SignatureTrace trace) {
        return new SignatureCheck(verdict, withoutToken(trace.canonicalRequest()), withoutToken(trace.stringToSign()));
    }

    /** In a V1 text the token stands decoded, so its end cannot be told by a delimiter. */
    private @Nullable String withoutToken(@Nullable String text) {
        String token = link.signature().token();
        return text == null || token == null
                ? text
                : text.replace("security-token=" + token, "security-token=" + UrlMask.HIDDEN);
    }
}
