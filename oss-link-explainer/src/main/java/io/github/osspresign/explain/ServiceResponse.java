// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.text.ServiceError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Response of the service in a text: an error document, or the text of an exception of an SDK, which repeats its elements.
 *
 * @param elements elements of the error document by name
 * @param text text that contains the response
 */
record ServiceResponse(Map<String, String> elements, String text) {

    private static final Pattern DOCUMENT =
            Pattern.compile("(?:<\\?xml[^>]*>\\s*)?<Error(?:\\s[^>]*)?>.*?(?:</Error>|$)", Pattern.DOTALL);
    private static final Pattern ELEMENT = Pattern.compile("<(?<name>[A-Za-z]+)>(?<value>[^<]*)</\\k<name>>");

    /**
     * Strings end at the first quotation mark without a backslash before it: a group with alternatives would need a stack
     * as deep as the string is long. Pairs of exceptions: {@code [ErrorCode]: X}, {@code 'Code': 'X'}, {@code ErrorCode=X}, {@code Error Code: X.}.
     */
    private static final Pattern PAIR =
            Pattern.compile("(?<![A-Za-z])(?<name>(?i:error ?code|code|error ?message|message"
                    + "|error info|ec|request ?id|host ?id|OSSAccessKeyId|SignatureProvided|StringToSign|StringToSignBytes"
                    + "|CanonicalRequest|ServerTime|Endpoint|SecurityToken))['\"]?]?\\s*[:=]\\s*"
                    + "(?:\"(?<double>(?s:.*?))(?<!\\\\)\"|'(?<single>(?s:.*?))(?<!\\\\)'|(?<plain>[^\\n,;}\\]\\t]*))");

    private static final Map<String, String> ELEMENT_OF_PAIR = Map.ofEntries(
            Map.entry("errorcode", "Code"),
            Map.entry("code", "Code"),
            Map.entry("errormessage", "Message"),
            Map.entry("errorinfo", "Message"),
            Map.entry("message", "Message"),
            Map.entry("ec", "EC"),
            Map.entry("requestid", "RequestId"),
            Map.entry("hostid", "HostId"),
            Map.entry("ossaccesskeyid", "OSSAccessKeyId"),
            Map.entry("signatureprovided", "SignatureProvided"),
            Map.entry("stringtosign", "StringToSign"),
            Map.entry("stringtosignbytes", "StringToSignBytes"),
            Map.entry("canonicalrequest", "CanonicalRequest"),
            Map.entry("servertime", "ServerTime"),
            Map.entry("endpoint", "Endpoint"),
            Map.entry("securitytoken", "SecurityToken"));

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Za-z]+");
    private static final Pattern EC = Pattern.compile("(?<![0-9-])[0-9]{4}-[0-9]{8}(?![0-9])");
    private static final Pattern REQUEST_ID = Pattern.compile("(?<![0-9A-Za-z])[0-9A-F]{24}(?![0-9A-Za-z])");
    private static final Pattern REQUEST = Pattern.compile("(?m)https?://[^\\s'\"<>]+|^> .*$");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(?<unit>[0-9a-fA-F]{4})|(?<one>.))", Pattern.DOTALL);
    private static final Pattern BYTES = Pattern.compile("[0-9A-F]{2}(?: [0-9A-F]{2})+");

    /** Requests before this year had no request ids of this form. */
    private static final Instant EARLIEST = Instant.parse("2011-01-01T00:00:00Z");

    private static final List<String> SECRET_ELEMENTS = List.of("SignatureProvided", "SecurityToken", "Authorization");

    /** Returns the response in a text, {@code null} if there is none. */
    static @Nullable ServiceResponse find(String text) {
        String unescaped = text.contains("&lt;Error&gt;") ? unescapedXml(text) : text;
        Map<String, String> elements = new LinkedHashMap<>();
        Matcher document = DOCUMENT.matcher(unescaped);
        String rest = unescaped;
        if (document.find()) {
            boolean inString = document.group().contains("\\n");
            String xml = inString ? unescapedString(document.group()) : document.group();
            ELEMENT.matcher(xml).results().forEach(each -> elements.put(each.group(1), unescapedXml(each.group(2))));
            rest = unescaped.substring(0, document.start()) + unescaped.substring(document.end());
        }
        if (elements.isEmpty()) {
            ELEMENT.matcher(unescaped)
                    .results()
                    .forEach(each -> elements.put(each.group(1), unescapedXml(each.group(2))));
        }
        rest = withoutRequest(rest);
        if (!elements.containsKey("Code")) {
            addPairs(rest, elements);
        }
        first(EC, rest).ifPresent(ec -> elements.putIfAbsent("EC", ec));
        first(REQUEST_ID, rest).ifPresent(id -> elements.putIfAbsent("RequestId", id));
        String words = withoutRequest(unescaped);
        if (!elements.containsKey("Code")) {
            Arrays.stream(ServiceError.values())
                    .map(ServiceError::code)
                    .filter(code -> !code.isEmpty() && words.contains(code))
                    .findFirst()
                    .ifPresent(code -> elements.put("Code", code));
        }
        ServiceResponse response = new ServiceResponse(elements, words);
        return elements.keySet().stream().anyMatch(List.of("Code", "EC", "OSSAccessKeyId")::contains)
                        || response.error() != null
                ? response
                : null;
    }

    private static void addPairs(String text, Map<String, String> elements) {
        PAIR.matcher(text).results().forEach(pair -> {
            String name =
                    ELEMENT_OF_PAIR.get(pair.group(1).toLowerCase(Locale.ROOT).replace(" ", ""));
            String value = value(pair);
            boolean valid = name != null
                    && !value.isEmpty()
                    && (!name.equals("Code") || CODE.matcher(value).matches())
                    // A link that is wrapped has it as a parameter.
                    && (!name.equals("OSSAccessKeyId") || !pair.group().contains("="));
            if (valid) {
                elements.putIfAbsent(name, value);
            }
        });
    }

    private static String value(MatchResult pair) {
        String quoted = pair.group(2) == null ? pair.group(3) : pair.group(2);
        return quoted == null ? pair.group(4).strip().replaceFirst("\\.$", "") : unescapedString(quoted);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).findFirst();
    }

    /** The request can contain words that are a code or message. */
    private static String withoutRequest(String text) {
        return REQUEST.matcher(text).replaceAll("");
    }

    /** Returns the text without the error document, whose addresses are not the link. */
    static String withoutDocument(String text) {
        return DOCUMENT.matcher(text).replaceAll("\n");
    }

    /** Returns the known error, {@code null} for an unknown one. */
    @Nullable ServiceError error() {
        String code = get("Code");
        String message = get("Message");
        return ServiceError.of(code, message == null ? text : message, get("EC"));
    }

    /** Returns the element without blanks around it, {@code null} if it is missing or empty. */
    @Nullable String get(String name) {
        String value = elements.getOrDefault(name, "").strip();
        return value.isEmpty() ? null : value;
    }

    /** Returns the string to sign, by its bytes if they are there; {@code null} if there is none. */
    @Nullable String stringToSign() {
        String bytes = get("StringToSignBytes");
        if (bytes == null || !BYTES.matcher(bytes).matches()) {
            return get("StringToSign");
        }
        String[] digits = bytes.split(" ", -1);
        byte[] decoded = new byte[digits.length];
        for (int i = 0; i < digits.length; i++) {
            decoded[i] = (byte) Integer.parseInt(digits[i], 16);
        }
        return new String(decoded, UTF_8);
    }

    /** Returns the time of the response, {@code null} if it is not known. A request id begins with it. */
    @Nullable Instant time() {
        String serverTime = get("ServerTime");
        try {
            if (serverTime != null) {
                return DateTimeFormatter.ISO_INSTANT.parse(serverTime, Instant::from);
            }
        } catch (DateTimeException e) {
            // The request id may have it.
        }
        String id = get("RequestId");
        if (id == null || !REQUEST_ID.matcher(id).matches()) {
            return null;
        }
        Instant time = Instant.ofEpochSecond(Long.parseLong(id.substring(0, 8), 16));
        return time.isAfter(EARLIEST) ? time : null;
    }

    /** Returns what the service repeats of signatures and tokens. */
    List<String> secrets() {
        return SECRET_ELEMENTS.stream()
                .map(name -> elements.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static String unescapedXml(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** Returns the text of a string of JSON, Python or JavaScript. */
    static String unescapedString(String text) {
        return ESCAPE.matcher(text).replaceAll(each -> {
            String unit = each.group(1);
            String one = each.group(2);
            String plain = unit != null
                    ? String.valueOf((char) Integer.parseInt(unit, 16))
                    : switch (one) {
                        case "n" -> "\n";
                        case "r" -> "\r";
                        case "t" -> "\t";
                        default -> one;
                    };
            return Matcher.quoteReplacement(plain);
        });
    }

    /** Leaves out the elements, which can contain signature and token. */
    @Override
    public String toString() {
        return "ServiceResponse[" + get("Code") + ", " + get("EC") + "]";
    }
}
