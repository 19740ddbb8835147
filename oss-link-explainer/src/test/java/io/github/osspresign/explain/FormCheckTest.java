// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static io.github.osspresign.explain.SampleLinks.codes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signatures were computed by a program that has nothing of this project. */
class FormCheckTest {

    private static final String HOST = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/";
    private static final String POLICY = base64("{\"expiration\":\"2024-12-03T05:00:00.000Z\",\"conditions\":["
            + "{\"bucket\":\"examplebucket\"},{\"x-oss-signature-version\":\"OSS4-HMAC-SHA256\"},"
            + "{\"x-oss-credential\":\"ak/20241203/cn-hangzhou/oss/aliyun_v4_request\"},"
            + "{\"x-oss-date\":\"20241203T034420Z\"},[\"content-length-range\",1,1024]]}");
    private static final String SIGNATURE_V4 = "5344a75a33fca674c9def3b8ddd12ff1d30869b9501ff9d642dcbc1c253271d3";
    private static final String SIGNATURE_V1 = "3dzMairsyGBY2/lkBqrJp7g/ywA=";

    /** How a form is pasted. */
    enum Syntax {
        CURL {
            @Override
            String text(Map<String, String> fields) {
                return fields.entrySet().stream()
                        .map(field -> "  -F '" + field.getKey() + "=" + field.getValue() + "' \\\n")
                        .collect(Collectors.joining("", "curl " + HOST + " \\\n", "  -F file=@a.txt\n"));
            }
        },
        HTML {
            @Override
            String text(Map<String, String> fields) {
                return fields.entrySet().stream()
                        .map(field -> "<input type=\"hidden\" value=\""
                                + field.getValue().replace("=", "&#61;") + "\" name='" + field.getKey() + "'>\n")
                        .collect(Collectors.joining(
                                "",
                                "<form action=\"" + HOST + "\" method=post>\n",
                                "<input name=file type=file></form>"));
            }
        },
        JSON {
            @Override
            String text(Map<String, String> fields) {
                return fields.entrySet().stream()
                        .map(field -> "\"" + field.getKey() + "\": \""
                                + field.getValue().replace("/", "\\/") + "\"")
                        .collect(Collectors.joining(",\n", "{\"url\": \"" + HOST + "\", \"fields\": {", "}}"));
            }
        };

        abstract String text(Map<String, String> fields);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static Map<String, String> v4() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", "user/a.txt");
        fields.put("policy", POLICY);
        fields.put("x-oss-signature-version", "OSS4-HMAC-SHA256");
        fields.put("x-oss-credential", "ak/20241203/cn-hangzhou/oss/aliyun_v4_request");
        fields.put("x-oss-date", "20241203T034420Z");
        fields.put("x-oss-signature", SIGNATURE_V4);
        return fields;
    }

    private static Map<String, String> v1() {
        Map<String, String> fields = v4();
        fields.remove("x-oss-credential");
        fields.put("OSSAccessKeyId", "ak");
        fields.remove("x-oss-signature");
        fields.put("Signature", SIGNATURE_V1);
        fields.put("policy", withConditions("[\"starts-with\", \"$key\", \"user/\"]"));
        return fields;
    }

    private static String withConditions(String conditions) {
        return base64("{\"expiration\":\"2024-12-03T05:00:00.000Z\",\"conditions\":[" + conditions + "]}");
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        fields.put(name, value);
        return fields;
    }

    private static LinkQuestion ask(Map<String, String> fields) {
        return ask(Syntax.CURL.text(fields));
    }

    private static LinkQuestion ask(String text) {
        return LinkQuestion.of(text, Instant.parse("2024-12-03T04:00:00Z")).withAccessKeySecret("sk");
    }

    private static Finding first(LinkQuestion question) {
        return LinkExplainer.explain(question).findings().get(0);
    }

    @ParameterizedTest
    @EnumSource
    void formIsVerifiedHoweverItIsPasted(Syntax syntax) {
        Explanation explanation = LinkExplainer.explain(ask(syntax.text(v4())));

        assertThat(explanation.findings()).isEmpty();
        assertThat(explanation.isVerified()).isTrue();
        assertThat(explanation.facts().signing().style()).isEqualTo(SignatureStyle.V4);
        assertThat(explanation.facts().signing().expiresAt()).isEqualTo("2024-12-03T05:00:00Z");
        assertThat(explanation.facts().address().bucket()).isEqualTo("examplebucket");
        assertThat(explanation.facts().address().key()).isEqualTo("user/a.txt");
        assertThat(explanation.facts().otherParameters().get("policy"))
                .startsWith("{\"expiration\":\"2024-12-03T05:00:00.000Z\"");
        assertThat(explanation.toString()).doesNotContain(SIGNATURE_V4);
    }

    @Test
    void formOfVersion1IsVerified() {
        Explanation explanation = LinkExplainer.explain(ask(v1()));

        assertThat(explanation.isVerified()).isTrue();
        assertThat(explanation.facts().signing().style()).isEqualTo(SignatureStyle.V1);
    }

    @Test
    void formWithoutTheSecretIsNotVerified() {
        LinkQuestion question = ask(v4()).withAccessKeySecret(null);

        assertThat(codes(question)).containsExactly(FindingCode.SIGNATURE_NOT_CHECKED);
        assertThat(LinkExplainer.explain(question).isVerified()).isFalse();
    }

    @Test
    void formWithABlankSecretIsNotVerified() {
        assertThat(codes(ask(v1()).withAccessKeySecret(" "))).containsExactly(FindingCode.SIGNATURE_NOT_CHECKED);
    }

    @Test
    void signatureOfAnotherSecretOrPolicyIsNamed() {
        assertThat(codes(ask(v4()).withAccessKeySecret("other"))).containsExactly(FindingCode.SIGNATURE_MISMATCH);
        assertThat(codes(ask(with(v1(), "policy", withConditions("{\"key\":\"user/a.txt\"}")))))
                .containsExactly(FindingCode.SIGNATURE_MISMATCH);
        assertThat(codes(ask(v4()).withAccessKeySecret("sk\n"))).containsExactly(FindingCode.SECRET_WITH_BLANK);
    }

    @Test
    void signatureOfTheDecodedPolicyIsNamed() {
        String text = "{\"expiration\":\"2024-12-03T05:00:00.000Z\",\"conditions\":[[\"content-length-range\",1,9]]}";
        Map<String, String> fields = with(v1(), "policy", base64(text));
        fields.put("Signature", "7XllJOzlj8oLbocZFe0YGIpGv18=");

        assertThat(first(ask(fields)).sentence()).contains("correct for the text of the policy");
    }

    @Test
    void expiredFormIsNamed() {
        LinkQuestion question = LinkQuestion.of(Syntax.HTML.text(v4()), Instant.parse("2024-12-03T05:30:00Z"));

        assertThat(first(question).code()).isEqualTo(FindingCode.EXPIRED);
        assertThat(first(question).sentence()).startsWith("The form expired at 2024-12-03T05:00:00Z, 30 minutes ago");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no Base64!",
                "e30=",
                "{\"conditions\": [{\"bucket\": \"b\"}]}",
                "{\"expiration\": \"tomorrow\", \"conditions\": [{\"bucket\": \"b\"}]}",
                "{\"expiration\": \"2024-12-03T05:00:00.000Z\"}",
                "{\"expiration\": \"2024-12-03T05:00:00.000Z\", \"conditions\": []}",
                "{\"expiration\": \"2024-12-03T05:00:00.000Z\", \"conditions\": 123}",
                "{\"expiration\": \"2024-12-03T05:00:00.000Z\", \"conditions\": [[\"is\", \"$key\", \"a\"]]}",
                "{\"expiration\": \"2024-12-03T05:00:00.000Z\", \"conditions\": ["
            })
    void malformedPolicyIsNamedFirst(String policy) {
        String field = policy.startsWith("{") ? base64(policy) : policy;

        assertThat(first(ask(with(v4(), "policy", field))).code()).isEqualTo(FindingCode.FORM_POLICY_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"eq\", \"$key\", \"other\"]",
                "{\"key\": \"other\"}",
                "{\"bucket\": \"other\"}",
                "[\"starts-with\", \"$key\", \"photos/\"]",
                "[\"in\", \"$key\", [\"a\", \"b\"]]",
                "[\"not-in\", \"$key\", [\"user/a.txt\"]]",
                "[\"eq\", \"$success_action_status\", \"200\"]",
                "{\"x-oss-forbid-overwrite\": \"true\"}"
            })
    void fieldThatDiffersFromItsConditionIsNamedFirst(String condition) {
        LinkQuestion question = ask(with(v1(), "policy", withConditions(condition)));

        assertThat(first(question).code()).isEqualTo(FindingCode.FORM_FIELD_DIFFERS);
        assertThat(first(question).sentence()).startsWith("The policy demands that the ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"eq\", \"$key\", \"user/a.txt\"], [\"content-length-range\", 0, 9]",
                "{\"KEY\": \"user/a.txt\"}",
                "[\"starts-with\", \"$key\", \"\"], [\"in\", \"$content-type\", [\"image/png\"]]",
                "[\"not-in\", \"$key\", [\"b\"]], {\"bucket\": \"examplebucket\"}"
            })
    void fieldsThatMeetTheirConditionsAreNotNamed(String conditions) {
        assertThat(codes(ask(with(v1(), "policy", withConditions(conditions)))))
                .containsExactly(FindingCode.SIGNATURE_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "x-oss-date", "x-oss-signature", "x-oss-signature-version"})
    void missingFieldIsNamed(String name) {
        Map<String, String> fields = v4();
        fields.remove(name);

        assertThat(LinkExplainer.explain(ask(fields)).findings())
                .anyMatch(finding -> finding.code() == FindingCode.MISSING_PARAMETER
                        && finding.sentence().contains("The field " + name + " "));
    }

    @Test
    void missingTokenOfATemporaryKeyIsNamed() {
        assertThat(codes(ask(with(v1(), "OSSAccessKeyId", "STS.NExampleKeyId0000"))))
                .contains(FindingCode.TOKEN_MISSING);
    }

    @Test
    void fieldAfterTheFileIsNamed() {
        assertThat(first(ask(Syntax.CURL.text(v4()) + " -F x-oss-object-acl=private"))
                        .sentence())
                .startsWith("The field x-oss-object-acl comes after the file");
    }

    @Test
    void responseToAFormIsExplainedAfterWhatTheFormShows() {
        String refusal =
                "<Error><Code>AccessDenied</Code><Message>Invalid according to Policy: Policy Condition failed:"
                        + " [\"eq\", \"$key\", \"b\"]</Message><EC>0006-00000227</EC></Error>";
        String differs = withConditions("[\"eq\", \"$key\", \"b\"]");

        assertThat(codes(ask(Syntax.CURL.text(with(v1(), "policy", differs)) + refusal)))
                .startsWith(FindingCode.FORM_FIELD_DIFFERS)
                .contains(FindingCode.FORM_REFUSED);
        assertThat(codes(ask(Syntax.JSON.text(v4()) + refusal))).startsWith(FindingCode.FORM_REFUSED);
    }

    @Test
    void tokenAndSignatureAreNotShown() {
        Map<String, String> fields = with(v4(), "x-oss-security-token", "CAISsecrettoken");
        fields.put(
                "policy",
                base64("{\"expiration\":\"2024-12-03T05:00:00.000Z\",\"conditions\":["
                        + "{\"x-oss-security-token\":\"CAISsecrettoken\"},{\"key\":\"CAISsecrettoken\"}]}"));

        assertThat(LinkExplainer.explain(ask(fields)).toString())
                .contains("The policy demands that the field key")
                .doesNotContain("CAISsecrettoken", SIGNATURE_V4);
    }

    @Test
    void deepPolicyIsNoJson() {
        assertThat(first(ask(with(v4(), "policy", base64("[".repeat(50_000))))).code())
                .isEqualTo(FindingCode.FORM_POLICY_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"policy\": \"public\", \"name\": \"a\"}", "policy=e30="})
    void textWithoutFieldsOfAFormIsNoForm(String text) {
        assertThat(codes(ask(text))).contains(FindingCode.NOT_A_URL);
    }
}
