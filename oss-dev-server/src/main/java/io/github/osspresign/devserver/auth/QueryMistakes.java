package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.PercentEncoding;
import io.github.osspresign.devserver.request.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Query parameters that were added or changed after signing, or that a signer writes in another way. */
final class QueryMistakes {

    private static final int MAX_PARAMETERS = 12;

    /** Index of the query in the lines of the canonical request. */
    private static final int LINE = 2;

    /** Parameters of the signature itself. Without them there is no signature to check. */
    private static final Set<String> OF_SIGNATURE = Set.of(
            "x-oss-signature",
            "x-oss-signature-version",
            "x-oss-credential",
            "x-oss-date",
            "OSSAccessKeyId",
            "Expires",
            "Signature");

    private static final List<String> USUAL_LIFETIMES =
            List.of("60", "300", "600", "900", "1800", "3600", "7200", "21600", "43200", "86400", "604800");

    private final OssRequest request;
    private final SignatureInput input;

    QueryMistakes(OssRequest request, SignatureInput input) {
        this.request = request;
        this.input = input;
    }

    Stream<Hypothesis> all() {
        return Stream.of(removals(), lifetimes(), spellings()).flatMap(hypotheses -> hypotheses);
    }

    private Stream<Hypothesis> removals() {
        List<String> names = request.query().parameters().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !OF_SIGNATURE.contains(name))
                .distinct()
                .limit(MAX_PARAMETERS)
                .toList();
        List<String> foreign = names.stream()
                .filter(name -> !name.startsWith("x-oss-") && !name.startsWith("response-"))
                .toList();
        return Stream.concat(names.stream().map(List::of), Stream.of(foreign, names))
                .map(this::without);
    }

    private Hypothesis without(List<String> names) {
        return Hypothesis.of(
                "The signature is correct without the query parameter" + (names.size() == 1 ? " " : "s ")
                        + Hypothesis.quoted(String.join(", ", names))
                        + ": added after signing (as programs add tracking"
                        + " parameters), or left out by the signer.",
                input,
                request.withQuery(new Query(request.query().parameters().stream()
                        .filter(parameter -> !names.contains(parameter.getKey()))
                        .toList())));
    }

    private Stream<Hypothesis> lifetimes() {
        String sent = request.query().first("x-oss-expires");
        return sent == null
                ? Stream.of()
                : USUAL_LIFETIMES.stream()
                        .map(seconds -> Hypothesis.of(
                                "The signature is correct for x-oss-expires=" + seconds + ", but the URL has "
                                        + Hypothesis.quoted(sent) + ". A link cannot be extended; sign again.",
                                input,
                                withParameters(name -> name.equals("x-oss-expires"), value -> seconds)));
    }

    private Stream<Hypothesis> spellings() {
        return Stream.of(
                Hypothesis.of(
                        "The signature is correct for a '+' where the query has a space. Write %2B for a plus sign.",
                        input, withParameters(name -> true, value -> value.replace(' ', '+'))),
                Hypothesis.of(
                        "The signature is correct for query parameters that are encoded twice. Encode them once.",
                        input,
                        withParameters(name -> true, PercentEncoding::encode)),
                query("spaces of the query as '+'. Encode them as %20", line -> line.replace("%20", "+")),
                query(
                        "'name=' for parameters without a value. Sign the name only",
                        line -> line.replaceAll("(?<=^|&)([^=&]+)(?=&|$)", "$1=")),
                query("'/' of the query not encoded. Encode it as %2F", line -> line.replace("%2F", "/")),
                query("the parameters in the order of the URL. Sort them by name", line -> asSent()),
                query("the parameters sorted without regard to case. Sort them by bytes", QueryMistakes::ignoringCase));
    }

    private Hypothesis query(String difference, UnaryOperator<String> change) {
        return Hypothesis.ofLine(difference, input, request, LINE, change);
    }

    private String asSent() {
        return request.query().parameters().stream()
                .filter(parameter -> !parameter.getKey().equals("x-oss-signature"))
                .map(parameter -> ReferenceSigner.canonicalQueryV4(List.of(parameter)))
                .collect(Collectors.joining("&"));
    }

    private static String ignoringCase(String line) {
        return Stream.of(line.split("&", -1))
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .collect(Collectors.joining("&"));
    }

    private OssRequest withParameters(Predicate<String> names, UnaryOperator<String> change) {
        List<Map.Entry<String, String>> changed = new ArrayList<>();
        for (Map.Entry<String, String> parameter : request.query().parameters()) {
            boolean affected = names.test(parameter.getKey()) && !OF_SIGNATURE.contains(parameter.getKey());
            changed.add(affected ? Map.entry(parameter.getKey(), change.apply(parameter.getValue())) : parameter);
        }
        return request.withQuery(new Query(changed));
    }
}
