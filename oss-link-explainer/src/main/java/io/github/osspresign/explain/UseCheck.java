package io.github.osspresign.explain;

import io.github.osspresign.error.Quoted;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.TrafficLimit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the user of the link has to do, and what its further parameters ask for. */
final class UseCheck {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");
    private static final List<String> UPLOAD_PARAMETERS =
            List.of("uploadId", "partNumber", "uploads", "callback", "append", "position");

    private final LinkReading link;
    private final Findings findings;

    private UseCheck(LinkReading link, Findings findings) {
        this.link = link;
        this.findings = findings;
    }

    static void check(LinkReading link, Findings findings) {
        UseCheck check = new UseCheck(link, findings);
        check.repeatedParameters();
        check.trafficLimit();
        check.headers();
        check.method();
    }

    private void repeatedParameters() {
        for (String name : link.query().repeated()) {
            findings.add(
                    FindingCode.DUPLICATE_PARAMETER,
                    "The parameter " + Quoted.text(name)
                            + " is given twice; which of the two counts is not defined. Leave one of them, the signed one.");
        }
    }

    private void trafficLimit() {
        String limit = link.query().get("x-oss-traffic-limit");
        if (limit == null) {
            return;
        }
        try {
            if (NUMBER.matcher(limit).matches()) {
                new TrafficLimit(Long.parseLong(limit));
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below, for a text that is no number too.
        }
        findings.add(
                FindingCode.TRAFFIC_LIMIT_OUT_OF_RANGE,
                "x-oss-traffic-limit is '" + Quoted.text(limit)
                        + "'; expected a whole number of bit/s from 819200 (100 KB/s) to 838860800 (100 MB/s).");
    }

    private void headers() {
        Set<String> names = new TreeSet<>(link.signature().additionalHeaders());
        if (names.remove("host")) {
            findings.add(
                    FindingCode.HOST_BOUND,
                    "The host is signed: the link works only under the host that it was signed for, not behind a CDN"
                            + " or proxy that changes it.");
        }
        if (!names.isEmpty()) {
            findings.add(
                    FindingCode.HEADERS_TO_SEND,
                    "Whoever uses the link must send these headers, with the values that were signed: "
                            + Quoted.text(String.join(", ", names)) + ". A browser's address bar cannot.");
        }
    }

    private void method() {
        HttpMethod method = link.question().method();
        if (method == HttpMethod.HEAD) {
            findings.add(
                    FindingCode.HEAD_REQUEST,
                    "The method is signed: HEAD works only with a link that was signed for HEAD. To probe a GET link"
                            + " send GET with 'Range: bytes=0-0'.");
        }
        boolean contentTypeGiven = link.question().headers().keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals("content-type"));
        if ((method == HttpMethod.PUT || method == HttpMethod.POST) && !contentTypeGiven) {
            findings.add(
                    FindingCode.UPLOAD_REQUEST,
                    "A Content-Type that is sent is part of the signature: send exactly the one that was signed, and"
                            + " none if none was. Many clients add one unasked.");
        }
        List<String> upload =
                UPLOAD_PARAMETERS.stream().filter(link.query()::has).toList();
        if (method == HttpMethod.GET && !upload.isEmpty()) {
            findings.add(
                    FindingCode.OTHER_METHOD_LIKELY,
                    "The parameters " + upload + " are those of an upload: the link was probably signed for PUT or POST"
                            + ", and opening it (GET) is refused.");
        }
    }
}
