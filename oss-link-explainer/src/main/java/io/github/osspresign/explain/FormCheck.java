// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.explain.SignatureVerification.Verdict;
import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.SignatureFingerprint;
import io.github.osspresign.oss.syntax.SignatureV4;
import io.github.osspresign.oss.syntax.UrlParts;
import io.github.osspresign.sign.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains a form for an upload: its policy, its fields and its signature. */
final class FormCheck {

    private static final String TOKEN = "x-oss-security-token";
    private static final String KEY = "key";

    /** Fields that a policy of version 4 must have conditions for. */
    private static final List<String> BOUND = List.of("x-oss-signature-version", "x-oss-credential", "x-oss-date");

    private final PastedForm form;
    private final String text;
    private final LinkQuestion question;
    private final @Nullable ServiceResponse response;
    private final Findings findings;
    private final boolean v4;
    private final @Nullable String bucket;

    /** @param text text with the form */
    FormCheck(
            PastedForm form,
            String text,
            LinkQuestion question,
            @Nullable ServiceResponse response,
            Findings findings) {
        this.form = form;
        this.text = text;
        this.question = question.withMethod(HttpMethod.POST);
        this.response = response;
        this.findings = findings;
        this.v4 = form.fields().containsKey("x-oss-signature") || form.fields().containsKey("x-oss-credential");
        UrlParts url = form.url();
        String ofHost = url == null ? null : OssHost.of(url.host()).bucket();
        this.bucket = ofHost == null ? question.bucket() : ofHost;
    }

    Explanation explain() {
        Optional<FormPolicy> policy = policy();
        policy.ifPresent(this::conditions);
        for (String name : form.afterFile()) {
            findings.add(
                    FindingCode.FORM_FIELD_DIFFERS,
                    "The field " + Quoted.text(name) + " comes after the file, and OSS reads no field after it. Put the"
                            + " file last.");
        }
        required();
        SignatureVerification signature = signature();
        if (response != null) {
            refused(response);
        }
        Redaction redaction = new Redaction(text, hidden(), false);
        SigningFacts signing = new SigningFacts(
                v4 ? SignatureStyle.V4 : SignatureStyle.V1,
                keyId() == null ? null : redaction.of(LinkExplainer.shortened(keyId())),
                form.get(TOKEN) != null,
                v4 && form.get("x-oss-date") != null ? SignatureV4.parseDateTime(require("x-oss-date")) : null,
                policy.map(FormPolicy::expiration).orElse(null),
                form.get(signatureName()) == null ? null : SignatureFingerprint.of(require(signatureName())),
                List.of());
        Map<String, String> more = policy.map(read -> Map.of(
                        "policy", redaction.of(withoutKeyId(read.text().strip().replaceAll("\\s+", " ")))))
                .orElse(Map.of());
        UrlParts url = form.url();
        return new Explanation(
                new LinkFacts(
                        url == null
                                ? UrlMask.HIDDEN
                                : redaction.of(url.scheme() + "://" + url.authority() + url.path()),
                        address(redaction),
                        signing,
                        more),
                new RequestFacts(HttpMethod.POST, question.now()),
                findings.sorted(redaction),
                signature);
    }

    private void refused(ServiceResponse refusal) {
        if (new ResponseCheck(question, refusal, null, findings).check()) {
            findings.add(
                    FindingCode.CAUSE_NOT_SHOWN,
                    ResponseCheck.said(refusal)
                            + "the policy was changed after signing, or the secret is wrong. Which of the two cannot"
                            + " be seen without the secret.");
        }
    }

    private AddressFacts address(Redaction redaction) {
        UrlParts url = form.url();
        OssHost host = url == null ? null : OssHost.of(url.host());
        return new AddressFacts(
                url == null ? null : url.scheme(),
                url == null ? null : redaction.of(url.host()),
                host == null ? null : host.kind(),
                host == null ? null : redaction.ofNullable(host.region()),
                redaction.ofNullable(bucket),
                redaction.ofNullable(form.get(KEY)));
    }

    private Optional<FormPolicy> policy() {
        try {
            FormPolicy policy = FormPolicy.read(Objects.requireNonNullElse(form.get(PastedForm.POLICY), ""));
            LifetimeCheck.ofForm(policy.expiration(), question.now(), findings);
            return Optional.of(policy);
        } catch (IllegalArgumentException e) {
            findings.add(
                    FindingCode.FORM_POLICY_MALFORMED,
                    "The policy of the form " + e.getMessage() + ". Generate the form again.");
            return Optional.empty();
        }
    }

    private void conditions(FormPolicy policy) {
        for (FormPolicy.Condition condition : policy.conditions()) {
            String field = condition.field();
            boolean isBucket = field.equalsIgnoreCase("bucket");
            // The type can be that of the file, which the text does not show.
            boolean isUnknown =
                    isBucket ? bucket == null : field.equalsIgnoreCase("content-type") && form.get(field) == null;
            String value = isBucket ? bucket : form.get(field);
            if (!isUnknown && (value == null || !condition.isMetBy(value))) {
                findings.add(
                        FindingCode.FORM_FIELD_DIFFERS,
                        "The policy demands that "
                                + (isBucket ? "the bucket " : "the field " + Quoted.text(field) + " ")
                                + condition.demand() + ", but "
                                + (value == null ? "it is missing" : "it is " + Quoted.of(value)) + ".");
            }
        }
        if (v4) {
            for (String name : BOUND) {
                if (policy.conditions().stream().noneMatch(each -> each.field().equalsIgnoreCase(name))) {
                    findings.add(
                            FindingCode.FORM_POLICY_MALFORMED,
                            "The policy of the form must have a condition for " + name
                                    + " with signature version 4, was without it. Generate the form again.");
                }
            }
        }
    }

    private void required() {
        List<String> names = new ArrayList<>(List.of(KEY));
        names.addAll(v4 ? BOUND : List.of("OSSAccessKeyId"));
        names.add(signatureName());
        for (String name : names) {
            if (Objects.requireNonNullElse(form.get(name), "").isEmpty()) {
                findings.add(
                        FindingCode.MISSING_PARAMETER,
                        "The field " + name + " of the form is missing or empty. OSS refuses the form without it.");
            }
        }
        String id = keyId();
        if (id != null && id.startsWith("STS.") && form.get(TOKEN) == null) {
            findings.add(
                    FindingCode.TOKEN_MISSING,
                    "The access key ID starts with 'STS.', so it is a temporary one, but the field " + TOKEN
                            + " is missing. Send the security token that belongs to the access key.");
        }
    }

    private @Nullable SignatureVerification signature() {
        String secret = question.accessKeySecret();
        String signature = form.get(signatureName());
        String policy = form.get(PastedForm.POLICY);
        if (secret == null
                || secret.isBlank()
                || signature == null
                || policy == null
                || (v4 && form.get("x-oss-credential") == null)) {
            findings.add(
                    FindingCode.SIGNATURE_NOT_CHECKED,
                    "The signature of the form was not checked. Provide all its fields, and the secret of the access"
                            + " key "
                            + LinkExplainer.shortened(keyId()) + " to check it.");
            return secret == null ? null : new SignatureVerification(Verdict.NOT_CHECKED, null, null);
        }
        boolean matches = signature.equals(expected(secret, policy));
        if (!matches
                && signature.indexOf(' ') >= 0
                && signature.replace(' ', '+').equals(expected(secret, policy))) {
            findings.add(
                    FindingCode.SIGNATURE_WITH_BLANK,
                    "The signature of the form contains a space in place of a '+', which was decoded as a space.");
        } else if (!matches && signature.equals(expected(secret.strip(), policy))) {
            findings.add(
                    FindingCode.SECRET_WITH_BLANK,
                    "The signature is correct for the given secret without the blank or line break around it. Copy the"
                            + " secret without it; a signer with the blank makes wrong signatures.");
        } else if (!matches) {
            findings.add(FindingCode.SIGNATURE_MISMATCH, mismatch(secret, signature, policy));
        }
        return new SignatureVerification(matches ? Verdict.MATCHES : Verdict.DIFFERS, null, null);
    }

    private String mismatch(String secret, String signature, String policy) {
        boolean ofText;
        try {
            ofText = signature.equals(expected(secret, FormPolicy.read(policy).text()));
        } catch (IllegalArgumentException e) {
            ofText = false;
        }
        return ofText
                ? "The signature of the form is correct for the text of the policy. Sign the policy in Base64, as the"
                        + " form has it."
                : "The signature of the form does not match the secret. The secret does not belong to the access key "
                        + LinkExplainer.shortened(keyId()) + ", or the policy was changed after signing.";
    }

    private String expected(String secret, String policy) {
        return v4
                ? Hmac.sha256("aliyun_v4", secret, require("x-oss-credential").replaceFirst("^[^/]*/", ""), policy)
                : Hmac.sha1(secret, policy);
    }

    private String signatureName() {
        return v4 ? "x-oss-signature" : "Signature";
    }

    private @Nullable String keyId() {
        String id = v4 ? form.get("x-oss-credential") : form.get("OSSAccessKeyId");
        return id == null ? null : id.replaceFirst("/.*", "");
    }

    private String withoutKeyId(String text) {
        String id = keyId();
        return id == null || id.isEmpty() ? text : text.replace(id, LinkExplainer.shortened(id));
    }

    private String require(String name) {
        return Objects.requireNonNull(form.get(name), name);
    }

    private List<String> hidden() {
        List<String> hidden = new ArrayList<>();
        for (String name : new String[] {"Signature", "x-oss-signature", TOKEN}) {
            String value = form.fields().getOrDefault(name, "");
            if (!value.isEmpty()) {
                hidden.add(value);
            }
        }
        String secret = question.accessKeySecret();
        if (secret != null) {
            hidden.add(secret);
        }
        if (response != null) {
            hidden.addAll(response.secrets());
        }
        return hidden;
    }
}
