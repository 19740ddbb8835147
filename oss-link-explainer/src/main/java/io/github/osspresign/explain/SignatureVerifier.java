// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.explain.ExpectedSignature.SignedRequest;
import io.github.osspresign.explain.SignatureVerification.Verdict;
import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.SignatureTrace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the signature with the secret. If it is wrong, finds similar requests that it is correct for. */
final class SignatureVerifier {

    private final ParsedLink link;
    private final String secret;
    private final ExpectedSignature expected;
    private final SignedRequest request;

    private SignatureVerifier(ParsedLink link, String secret) {
        this.link = link;
        this.secret = secret;
        this.expected = new ExpectedSignature(link, secret);
        this.request = new SignedRequest(link.question().method(), requireBucket(link), link.key(), headers(link));
    }

    static SignatureVerification verify(ParsedLink link, String secret, Findings findings) {
        try {
            return new SignatureVerifier(link, secret).verify(findings);
        } catch (IllegalArgumentException e) {
            findings.add(FindingCode.SIGNATURE_NOT_CHECKED, "The signature cannot be checked: " + e.getMessage() + ".");
            return new SignatureVerification(Verdict.NOT_CHECKED, null, null);
        }
    }

    private SignatureVerification verify(Findings findings) {
        if (expected.matches(request)) {
            boolean intact = String.valueOf(link.signature().signature()).indexOf(' ') < 0;
            return result(intact ? Verdict.MATCHES : Verdict.DIFFERS, expected.trace(request));
        }
        Optional<Finding> nearMiss = nearMiss();
        nearMiss.ifPresent(miss -> findings.add(miss.code(), miss.sentence()));
        if (nearMiss.isPresent() && !canBeSigned(request)) {
            return new SignatureVerification(Verdict.DIFFERS, null, null);
        }
        SignatureTrace trace = expected.trace(request);
        if (nearMiss.isEmpty()) {
            findings.add(
                    FindingCode.SIGNATURE_MISMATCH,
                    "The signature does not match the secret for any method. The secret does not belong to the access"
                            + " key "
                            + LinkExplainer.shortened(link.signature().accessKeyId())
                            + ", or the URL was changed after signing, or headers were signed that are not given."
                            + " Compare the expected string to sign with the one in the response of OSS.");
        }
        return result(Verdict.DIFFERS, trace);
    }

    private Optional<Finding> nearMiss() {
        List<HttpMethod> methods = new ArrayList<>(List.of(HttpMethod.values()));
        methods.remove(request.method());
        for (HttpMethod other : methods) {
            if (expected.matches(request.withMethod(other))) {
                return Optional.of(new Finding(
                        FindingCode.SIGNED_FOR_OTHER_METHOD,
                        "The signature is correct for " + other + ", not for " + request.method() + ". Send " + other
                                + ", or sign for " + request.method() + "."));
            }
        }
        Optional<Finding> changed = changedSecretOrParameter();
        if (changed.isPresent()) {
            return changed;
        }
        Optional<Finding> mistake = canBeSigned(request)
                ? new OtherSigner(link, expected.trace(request), secret).mistake()
                : Optional.empty();
        if (mistake.isPresent()) {
            return mistake;
        }
        methods.add(0, request.method());
        return methods.stream()
                .flatMap(method -> variants(request.withMethod(method)).entrySet().stream())
                .filter(variant -> expected.matches(variant.getKey()))
                .map(variant -> withMethod(variant.getKey(), variant.getValue()))
                .findFirst();
    }

    private Finding withMethod(SignedRequest signed, Finding miss) {
        return signed.method() == request.method()
                ? miss
                : new Finding(miss.code(), miss.sentence() + " It is correct for the method " + signed.method() + ".");
    }

    /** Returns similar requests that the link may have been signed for, each with the finding that reports it. */
    private Map<SignedRequest, Finding> variants(SignedRequest base) {
        Map<SignedRequest, Finding> variants = new LinkedHashMap<>();
        addHeaderVariants(base, variants);
        addKeyVariants(base, variants);
        addHostVariants(base, variants);
        addVariantWithoutBucket(base, variants);
        addVariantOfGivenBucket(base, variants);
        return variants;
    }

    private static void addHeaderVariants(SignedRequest base, Map<SignedRequest, Finding> variants) {
        Map<String, String> fewer = new LinkedHashMap<>(base.headers());
        fewer.keySet().removeIf(ExpectedSignature::isAlwaysSigned);
        SignedRequest without = new SignedRequest(base.method(), base.bucket(), base.key(), fewer);
        if (fewer.size() < base.headers().size()) {
            Set<String> surplus = new LinkedHashSet<>(base.headers().keySet());
            surplus.removeAll(fewer.keySet());
            variants.put(
                    without,
                    new Finding(
                            FindingCode.SIGNED_WITHOUT_HEADERS,
                            "The signature is correct without the headers " + surplus
                                    + ", which OSS includes in the signature if they are sent. Do not send them, or"
                                    + " sign again with them."));
        }
        for (String type : CommonContentTypes.ALL) {
            variants.putIfAbsent(
                    base.withHeader("Content-Type", type),
                    new Finding(
                            FindingCode.SIGNED_WITH_CONTENT_TYPE,
                            "The signature is correct with the header 'Content-Type: " + type
                                    + "'. Send exactly this header."));
        }
    }

    private void addKeyVariants(SignedRequest base, Map<SignedRequest, Finding> variants) {
        String key = base.key();
        addKeyVariant(base, PercentCoding.decodeLeniently(key), "the path of the URL was encoded twice", variants);
        addKeyVariant(base, PercentCoding.PATH.encode(key), "the key was encoded before signing", variants);
        addKeyVariant(base, key.replace('+', ' '), "the URL has a '+' in place of a space", variants);
        addKeyVariant(base, key.replace(' ', '+'), "the URL has a space in place of a '+'", variants);
        addKeyVariant(base, PercentCoding.PARAMETER.encode(key), "the slashes were encoded before signing", variants);
        addKeyVariant(base, rawKey(), "a '%' of the key was not encoded in the URL", variants);
        addKeyVariant(base, key.replaceFirst("^[/\\\\]+", ""), "the URL has an extra slash", variants);
    }

    /** Returns the key as the URL has it. */
    private String rawKey() {
        String path = link.url().path().replaceFirst("^/", "");
        return ParsedLink.isPathStyle(link.host()) ? path.replaceFirst("[^/]*/", "") : path;
    }

    private static void addKeyVariant(
            SignedRequest base, String key, String reason, Map<SignedRequest, Finding> variants) {
        variants.putIfAbsent(
                base.withKey(key),
                new Finding(
                        FindingCode.SIGNED_FOR_OTHER_KEY,
                        "The signature is correct for the object key '" + Quoted.text(key) + "', but the URL has '"
                                + Quoted.text(base.key()) + "': " + reason + "."));
    }

    private void addHostVariants(SignedRequest base, Map<SignedRequest, Finding> variants) {
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
                            "The signature is correct for the host '" + Quoted.text(host)
                                    + "', which is signed. Use that host, or sign without the host."));
        }
    }

    /** Adds the request of a signer that forgets the bucket, so that the first key segment takes its place. */
    private static void addVariantWithoutBucket(SignedRequest base, Map<SignedRequest, Finding> variants) {
        int slash = base.key().indexOf('/');
        if (slash > 0) {
            variants.putIfAbsent(
                    new SignedRequest(
                            base.method(),
                            base.key().substring(0, slash),
                            base.key().substring(slash + 1),
                            base.headers()),
                    new Finding(
                            FindingCode.SIGNED_WITHOUT_BUCKET,
                            "The signature is correct for '/" + Quoted.text(base.key())
                                    + "', a path without the bucket. The bucket is always signed, with a custom domain"
                                    + " too: '/" + base.bucket() + "/" + Quoted.text(base.key()) + "'."));
        }
    }

    private void addVariantOfGivenBucket(SignedRequest base, Map<SignedRequest, Finding> variants) {
        String given = link.question().bucket();
        if (given != null) {
            variants.putIfAbsent(
                    new SignedRequest(base.method(), given, base.key(), base.headers()),
                    new Finding(
                            FindingCode.SIGNED_FOR_OTHER_BUCKET,
                            "The signature is correct for the bucket '" + Quoted.text(given)
                                    + "', but the URL goes to '" + Quoted.text(base.bucket())
                                    + "'. Use the host of the signed bucket."));
        }
    }

    /** Returns the finding about a secret that was copied with a blank, or about a parameter that was added. */
    private Optional<Finding> changedSecretOrParameter() {
        String stripped = secret.strip();
        if (!stripped.equals(secret) && new ExpectedSignature(link, stripped).matches(request)) {
            return Optional.of(new Finding(
                    FindingCode.SECRET_WITH_BLANK,
                    "The signature is correct for the given secret without the blank or line break around it. Copy the"
                            + " secret without it; a signer with the blank makes wrong signatures."));
        }
        return link.query().values().keySet().stream()
                .filter(this::matchesWithout)
                .findFirst()
                .map(name -> new Finding(
                        FindingCode.SIGNED_WITHOUT_PARAMETER,
                        "The signature is correct without the parameter " + Quoted.text(name)
                                + ", which was added after signing. Sign the URL with the parameter, or leave"
                                + " it out."));
    }

    private boolean matchesWithout(String parameter) {
        try {
            return new ExpectedSignature(link, secret, parameter).matches(request);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean canBeSigned(SignedRequest candidate) {
        try {
            expected.trace(candidate);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the given headers, and the host if it is signed, because every client sends it. */
    private static Map<String, String> headers(ParsedLink link) {
        Map<String, String> headers = new LinkedHashMap<>(link.question().headers());
        boolean hostGiven = headers.keySet().stream().anyMatch("host"::equalsIgnoreCase);
        if (link.signature().additionalHeaders().contains("host") && !hostGiven) {
            headers.put("Host", link.url().authority());
        }
        return headers;
    }

    private static String requireBucket(ParsedLink link) {
        if (link.bucket() == null) {
            throw new IllegalArgumentException("the bucket is signed, but the host "
                    + Quoted.text(link.url().host()) + " does not show it. Provide the bucket");
        }
        return link.bucket();
    }

    private SignatureVerification result(Verdict verdict, SignatureTrace trace) {
        return new SignatureVerification(
                verdict, withoutToken(trace.canonicalRequest()), withoutToken(trace.stringToSign()));
    }

    /** Hides the token. In a V1 string to sign it is decoded, so no delimiter marks its end. */
    private @Nullable String withoutToken(@Nullable String text) {
        String token = link.signature().token();
        return text == null || token == null
                ? text
                : text.replace("security-token=" + token, "security-token=" + UrlMask.HIDDEN);
    }
}
