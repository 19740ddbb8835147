// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.form.Form;
import io.github.osspresign.devserver.form.PostPolicy;
import io.github.osspresign.devserver.request.OssRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature in a form: V4 if it has a scope, otherwise V1. It signs the policy in base64, and is valid until the
 * policy expires.
 */
record FormSignature(
        String accessKeyId,
        @Nullable CredentialScope credential,
        String signature,
        @Nullable String securityToken,
        String signedPolicy,
        PostPolicy policy)
        implements SignatureInput {

    private static final String POLICY = "policy";
    private static final String VERSION = "x-oss-signature-version";
    private static final String CREDENTIAL = "x-oss-credential";
    private static final String DATE = "x-oss-date";
    private static final String SIGNATURE = "x-oss-signature";
    private static final String TOKEN = "x-oss-security-token";
    private static final String V1_ACCESS_KEY_ID = "OSSAccessKeyId";
    private static final String V1_SIGNATURE = "Signature";

    private static final List<String> FIELDS =
            List.of(POLICY, VERSION, CREDENTIAL, DATE, SIGNATURE, V1_ACCESS_KEY_ID, V1_SIGNATURE);

    /** Returns the signature, or null if the form has no field of a signature. */
    static @Nullable FormSignature read(Form form, String region) {
        if (FIELDS.stream().allMatch(name -> form.field(name) == null)) {
            return null;
        }
        String signedPolicy = field(form, POLICY);
        PostPolicy policy = PostPolicy.parse(signedPolicy);
        String token = form.field(TOKEN);
        if (form.field(VERSION) == null && form.field(CREDENTIAL) == null && form.field(SIGNATURE) == null) {
            return new FormSignature(
                    field(form, V1_ACCESS_KEY_ID), null, field(form, V1_SIGNATURE), token, signedPolicy, policy);
        }
        if (!field(form, VERSION).equals(V4UrlSignature.ALGORITHM)) {
            throw invalid(VERSION, form, "The signature version is unknown.", "0002-00000066");
        }
        CredentialScope credential = credential(form, region);
        List<String> bound = new ArrayList<>(List.of(VERSION, CREDENTIAL, DATE));
        if (token != null) {
            bound.add(TOKEN);
        }
        policy.requireConditionsFor(bound);
        return new FormSignature(
                credential.accessKeyId(), credential, field(form, SIGNATURE), token, signedPolicy, policy);
    }

    private static CredentialScope credential(Form form, String region) {
        CredentialScope credential = CredentialScope.parse(field(form, CREDENTIAL));
        if (credential == null) {
            throw invalid(CREDENTIAL, form, "The credential is malformed.", "");
        }
        if (!credential.region().equals(region)) {
            throw invalid(CREDENTIAL, form, "The signing region in credential is invalid.", "0002-00000715");
        }
        if (!credential.product().equals("oss")) {
            throw invalid(CREDENTIAL, form, "The signing product in credential is invalid.", "");
        }
        String date = field(form, DATE);
        if (V4Date.parse(date) == null || !date.startsWith(credential.day() + "T")) {
            throw invalid(DATE, form, "The signing date is invalid.", "0002-00000709");
        }
        return credential;
    }

    private static String field(Form form, String name) {
        String value = form.field(name);
        if (value == null || value.isBlank()) {
            throw invalid(
                    name,
                    form,
                    "A signed form needs the field " + name + ".",
                    name.equals(POLICY) ? "0006-00000205" : "");
        }
        return value;
    }

    private static OssException invalid(String name, Form form, String message, String ec) {
        String value = form.field(name);
        return OssErrorCode.INVALID_ARGUMENT.error(message).ec(ec).argument(name, value == null ? "" : value);
    }

    @Override
    public void checkTime(Instant now) {
        policy.checkTime(now);
    }

    @Override
    public Instant validUntil() {
        return policy.expiration();
    }

    @Override
    public boolean isV4() {
        return credential != null;
    }

    @Override
    public String ecOfMismatch() {
        return "0002-00000705";
    }

    @Override
    public String signedText(OssRequest request) {
        return signedPolicy;
    }

    @Override
    public ExpectedSignature sign(String signedText, String secret, SigningKeyCache signingKeys) {
        String right = credential == null
                ? ReferenceSigner.signatureV1(secret, signedText)
                : ReferenceSigner.signatureV4(signingKeys.get(secret, credential.scope()), signedText);
        return new ExpectedSignature(null, signedText, right);
    }

    /** Leaves out everything that is secret. */
    @Override
    public String toString() {
        return "FormSignature[" + accessKeyId + "]";
    }
}
