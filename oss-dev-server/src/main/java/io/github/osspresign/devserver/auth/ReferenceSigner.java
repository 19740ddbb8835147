// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signature versions 4 and 1 of the OSS API, step by step, to be read and not to be fast. It is an independent oracle: it shares
 * no code with the rest of this server or with the signer whose links the server checks, so that it does not repeat
 * their mistakes.
 */
public final class ReferenceSigner {

    private static final HexFormat HEX = HexFormat.of();

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static final Set<String> V1_SUB_RESOURCES = new HashSet<>(Arrays.asList(
            ("acl append asyncFetch bucketArchiveDirectRead bucketInfo callback callback-var cleanRestoredObject cloudboxes cname"
                            + " comp continuation-token cors dataPipeline delete encryption endTime httpsConfig img inventory"
                            + " inventoryId legalHold lifecycle live location logging metaQuery objectMeta objectWorm"
                            + " overwriteConfig partNumber policy policyStatus position processConfiguration publicAccessBlock qos"
                            + " qosInfo qosRequester redundancyTransition accessPoint accessPointPolicy referer"
                            + " regionList replication replicationLocation replicationProgress requestPayment"
                            + " requesterQosInfo resourceGroup resourcePool resourcePoolBuckets resourcePoolInfo"
                            + " response-cache-control response-content-disposition response-content-encoding"
                            + " response-content-language response-content-type response-expires restore retention rtc"
                            + " seal security-token sequential startTime stat status style styleName symlink tagging"
                            + " transferAcceleration udf udfApplication udfApplicationLog udfImage udfImageDesc"
                            + " udfName uploadId uploads userDefinedLogFieldsConfig versionId versioning versions"
                            + " vip vod vpcip website worm wormExtend wormId")
                    .split(" ", -1)));

    private ReferenceSigner() {}

    // Version 4

    /** Returns the canonical request of a V4 signature. */
    public static String canonicalRequestV4(
            String method,
            @Nullable String bucket,
            @Nullable String key,
            List<Map.Entry<String, String>> query,
            Map<String, String> headers,
            Collection<String> additionalHeaders) {
        return method + "\n"
                + canonicalUriV4(bucket, key) + "\n"
                + canonicalQueryV4(query) + "\n"
                + canonicalHeadersV4(headers, additionalHeaders) + "\n"
                + additionalHeadersV4(additionalHeaders) + "\n"
                + hashedPayloadV4(headers);
    }

    /**
     * Returns the resource. It always starts with the bucket, whatever the style of the URL, and slashes are not
     * encoded.
     */
    static String canonicalUriV4(@Nullable String bucket, @Nullable String key) {
        if (bucket == null) {
            return "/";
        }
        return percentEncode("/" + bucket + "/" + (key == null ? "" : key)).replace("%2F", "/");
    }

    /** Returns every parameter but the signature, encoded and then sorted by the encoded name. */
    static String canonicalQueryV4(List<Map.Entry<String, String>> query) {
        List<Map.Entry<String, String>> encoded = new ArrayList<>();
        for (Map.Entry<String, String> parameter : query) {
            if (!parameter.getKey().equals("x-oss-signature")) {
                encoded.add(Map.entry(percentEncode(parameter.getKey()), percentEncode(parameter.getValue())));
            }
        }
        encoded.sort(Comparator.comparing(Map.Entry::getKey));
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, String> parameter : encoded) {
            pairs.add(
                    parameter.getValue().isEmpty()
                            ? parameter.getKey()
                            : parameter.getKey() + "=" + parameter.getValue());
        }
        return String.join("&", pairs);
    }

    /** Returns one line for each signed header: content-type, content-md5, every x-oss-* and the additional headers. */
    static String canonicalHeadersV4(Map<String, String> headers, Collection<String> additionalHeaders) {
        Set<String> additional = new TreeSet<>();
        for (String name : additionalHeaders) {
            additional.add(name.toLowerCase(Locale.ROOT));
        }
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> header : lowerCased(headers).entrySet()) {
            String name = header.getKey();
            if (isSignedByDefaultV4(name) || additional.contains(name)) {
                lines.append(name)
                        .append(':')
                        .append(trimmed(header.getValue()))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    static boolean isSignedByDefaultV4(String lowerCaseName) {
        return lowerCaseName.equals("content-type")
                || lowerCaseName.equals("content-md5")
                || lowerCaseName.startsWith("x-oss-");
    }

    /** Returns the names of the additional headers, without those that are always signed. */
    static String additionalHeadersV4(Collection<String> additionalHeaders) {
        Set<String> names = new TreeSet<>();
        for (String name : additionalHeaders) {
            String lowerCaseName = name.toLowerCase(Locale.ROOT);
            if (!isSignedByDefaultV4(lowerCaseName)) {
                names.add(lowerCaseName);
            }
        }
        return String.join(";", names);
    }

    static String hashedPayloadV4(Map<String, String> headers) {
        return lowerCased(headers).getOrDefault("x-oss-content-sha256", "UNSIGNED-PAYLOAD");
    }

    /** Returns the string to sign. The scope is {@code <day>/<region>/<product>/aliyun_v4_request}. */
    public static String stringToSignV4(String date, String scope, String canonicalRequest) {
        return "OSS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + hex(sha256(canonicalRequest));
    }

    /** Returns the V4 signature in lower-case hex digits. */
    public static String signatureV4(String secret, String scope, String stringToSign) {
        return signatureV4(signingKeyV4(secret, scope), stringToSign);
    }

    static String signatureV4(byte[] signingKey, String stringToSign) {
        return hex(hmac("HmacSHA256", signingKey, stringToSign));
    }

    static byte[] signingKeyV4(String secret, String scope) {
        byte[] key = ("aliyun_v4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac("HmacSHA256", key, part);
        }
        return key;
    }

    // Version 1

    /** Returns the string to sign. The fourth field is the Date of a request or the Expires of a URL. */
    public static String stringToSignV1(
            String method,
            @Nullable String bucket,
            @Nullable String key,
            List<Map.Entry<String, String>> query,
            Map<String, String> headers,
            String dateOrExpires) {
        Map<String, String> lowerCased = lowerCased(headers);
        return method + "\n"
                + trimmed(lowerCased.getOrDefault("content-md5", "")) + "\n"
                + trimmed(lowerCased.getOrDefault("content-type", "")) + "\n"
                + dateOrExpires + "\n"
                + canonicalizedOssHeadersV1(lowerCased)
                + canonicalizedResourceV1(bucket, key, query);
    }

    static String canonicalizedOssHeadersV1(Map<String, String> headers) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> header : lowerCased(headers).entrySet()) {
            if (header.getKey().startsWith("x-oss-")) {
                lines.append(header.getKey())
                        .append(':')
                        .append(trimmed(header.getValue()))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    /** Returns the bucket and the key as they are, not encoded, and the sub-resources with decoded values. */
    static String canonicalizedResourceV1(
            @Nullable String bucket, @Nullable String key, List<Map.Entry<String, String>> query) {
        String resource = bucket == null ? "/" : "/" + bucket + "/" + (key == null ? "" : key);
        List<Map.Entry<String, String>> signed = new ArrayList<>();
        for (Map.Entry<String, String> parameter : query) {
            if (isSignedParameterV1(parameter.getKey())) {
                signed.add(parameter);
            }
        }
        signed.sort(Map.Entry.comparingByKey());
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, String> parameter : signed) {
            pairs.add(
                    parameter.getValue().isEmpty()
                            ? parameter.getKey()
                            : parameter.getKey() + "=" + parameter.getValue());
        }
        return resource + (pairs.isEmpty() ? "" : "?") + String.join("&", pairs);
    }

    static boolean isSignedParameterV1(String name) {
        return V1_SUB_RESOURCES.contains(name) || name.startsWith("x-oss-");
    }

    /** Returns the V1 signature in base64. */
    public static String signatureV1(String secret, String stringToSign) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(hmac("HmacSHA1", key, stringToSign));
    }

    // Steps of both versions

    private static Map<String, String> lowerCased(Map<String, String> headers) {
        Map<String, String> sorted = new TreeMap<>();
        headers.forEach((name, value) -> sorted.put(name.toLowerCase(Locale.ROOT), value));
        return sorted;
    }

    /** Removes spaces and tabs at both ends, which are not part of a header value (RFC 9110). Other white space is. */
    private static String trimmed(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isSpaceOrTab(value.charAt(start))) {
            start++;
        }
        while (end > start && isSpaceOrTab(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isSpaceOrTab(char c) {
        return c == ' ' || c == '\t';
    }

    /** Encodes every byte of the UTF-8 form as %XX, except the unreserved characters of RFC 3986. */
    public static String percentEncode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b).toUpperCase(Locale.ROOT));
            }
        }
        return encoded.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is part of every Java platform", e);
        }
    }

    /** Returns the text in UTF-8, but bytes of headers that are not UTF-8 as they were sent: U+10F780 stands for 0x80. */
    private static byte[] bytes(String text) {
        if (text.indexOf(Character.highSurrogate(0x10F780)) < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints().forEach(c -> {
            if (c >= 0x10F780 && c <= 0x10F7FF) {
                bytes.write(c & 0xFF);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    private static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }
}
