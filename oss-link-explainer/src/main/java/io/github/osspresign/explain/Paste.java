// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.sign.HttpMethod;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with a link, a response of the service or both, in any order: a transcript of curl, an entry of a HAR file, a line
 * of a browser's console, the text of an exception.
 *
 * @param link text with the link, which is the whole text if nothing else is in it; {@code null} if there is none
 * @param method method of the request, {@code null} if the text does not show it
 * @param headers headers of the request
 * @param response response of the service, {@code null} if there is none
 */
record Paste(
        @Nullable String link,
        @Nullable HttpMethod method,
        Map<String, String> headers,
        @Nullable ServiceResponse response) {

    private static final Pattern URL = Pattern.compile(
            "https?://(?:[^\\s'\"<>\\\\]++|<[A-Za-z0-9_-]{1,20}>(?=[.&/=?-]))+", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIGNED =
            Pattern.compile("(?i)[?&](?:x-oss-signature|x-amz-signature|signature|ossaccesskeyid|auth_key)[^=]*=");
    private static final Pattern PAGES =
            Pattern.compile("(?i)https?://(?:(?:api|help|www|error-center|next\\.api)\\.(?:aliyun|alibabacloud)\\.com"
                    + "|github\\.com|www\\.w3\\.org)[/?].*");
    private static final Pattern ORIGIN = Pattern.compile("from origin '[^']*'");
    private static final String METHODS = "(GET|HEAD|PUT|POST|DELETE)";
    private static final Pattern SENT_LINE = Pattern.compile("(?m)^> " + METHODS + " (\\S+) HTTP/[0-9.]+\\s*$");
    private static final Pattern SENT_HEADER = Pattern.compile("(?m)^> ([A-Za-z0-9-]+): ?(.*?)\\s*$");
    private static final Pattern RECEIVED_LINE = Pattern.compile("(?m)^< HTTP/[0-9.]+ [0-9]{3}");
    private static final Pattern CONSOLE = Pattern.compile("\\b" + METHODS + "\\s+['\"]?https?://");
    private static final Pattern HAR_METHOD = Pattern.compile("\"method\"\\s*:\\s*\"" + METHODS + "\"");
    /** String of JSON, with its text as a group. */
    static final String STRING = "\"((?s:.*?))(?<!\\\\)\"";

    private static final Pattern HAR_URL = Pattern.compile("\"url\"\\s*:\\s*" + STRING);
    private static final Pattern HAR_HEADER =
            Pattern.compile("\"name\"\\s*:\\s*" + STRING + "\\s*,\\s*\"value\"\\s*:\\s*" + STRING);

    static Paste of(String text) {
        if (text.contains("\"request\"") && HAR_URL.matcher(text).find()) {
            return ofHar(text);
        }
        ServiceResponse response = ServiceResponse.find(text);
        Matcher sent = SENT_LINE.matcher(text);
        boolean transcript = sent.find();
        boolean console = text.contains("CORS policy") || CONSOLE.matcher(text).find();
        boolean received = RECEIVED_LINE.matcher(text).find();
        if (response == null && !transcript && !received && !console) {
            return new Paste(text, null, Map.of(), null);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        SENT_HEADER.matcher(text).results().forEach(each -> headers.put(each.group(1), each.group(2)));
        String link = link(ServiceResponse.withoutDocument(text));
        if (transcript
                && (link == null || !SIGNED.matcher(link).find())
                && LinkQuestion.header(headers, "Host") != null) {
            link = "https://" + LinkQuestion.header(headers, "Host") + sent.group(2);
        }
        String method = transcript
                ? sent.group(1)
                : CONSOLE.matcher(text)
                        .results()
                        .map(each -> each.group(1))
                        .findFirst()
                        .orElse(null);
        return new Paste(link, method(method), headers, response);
    }

    private static Paste ofHar(String text) {
        int responseStart = text.indexOf("\"response\"");
        String request = responseStart < 0 ? text : text.substring(0, responseStart);
        Map<String, String> headers = new LinkedHashMap<>();
        int query = request.indexOf("\"queryString\"");
        String beforeQuery = query < 0 ? request : request.substring(0, query);
        HAR_HEADER
                .matcher(beforeQuery)
                .results()
                .filter(each -> !each.group(1).startsWith(":"))
                .forEach(each -> headers.put(
                        ServiceResponse.unescapedString(each.group(1)),
                        ServiceResponse.unescapedString(each.group(2))));
        return new Paste(
                first(HAR_URL, text).map(ServiceResponse::unescapedString).orElse(null),
                method(first(HAR_METHOD, text).orElse(null)),
                headers,
                responseStart < 0
                        ? null
                        : ServiceResponse.find(ServiceResponse.unescapedString(text.substring(responseStart))));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(each -> each.group(1)).findFirst();
    }

    private static @Nullable HttpMethod method(@Nullable String name) {
        return Arrays.stream(HttpMethod.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns the signed URL, else the first one that is no page with help. */
    private static @Nullable String link(String text) {
        List<String> urls = URL.matcher(ORIGIN.matcher(text).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .filter(url -> !PAGES.matcher(url).matches())
                .map(url -> url.replaceFirst("[,;:)\\]}]+$|(?<!\\.)\\.$", ""))
                .toList();
        return urls.stream()
                .min(Comparator.comparing(url -> !SIGNED.matcher(url).find()))
                .orElse(null);
    }

    /** Returns the question about the link of this text. */
    LinkQuestion question(LinkQuestion asked) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.keySet().removeIf(name -> asked.headers().keySet().stream().anyMatch(name::equalsIgnoreCase));
        all.putAll(asked.headers());
        return new LinkQuestion(
                link == null ? "" : link,
                time(asked.now()),
                asked.accessKeySecret(),
                method == null ? asked.method() : method,
                all,
                asked.region(),
                asked.bucket());
    }

    /** Returns the time of the response, else that of the request, else the given time. */
    private Instant time(Instant given) {
        Instant ofResponse = response == null ? null : response.time();
        String date = LinkQuestion.header(headers, "Date");
        if (ofResponse != null || date == null) {
            return ofResponse == null ? given : ofResponse;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeException e) {
            return given;
        }
    }

    /** Leaves out the link and header values. */
    @Override
    public String toString() {
        return "Paste[" + method + ", " + response + "]";
    }
}
