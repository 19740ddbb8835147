// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import io.github.osspresign.devserver.auth.Caller;
import io.github.osspresign.devserver.auth.SignatureVerifier;
import io.github.osspresign.devserver.dispatch.OperationTable;
import io.github.osspresign.devserver.dispatch.PublicAccess;
import io.github.osspresign.devserver.dispatch.SourceRestriction;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.form.Form;
import io.github.osspresign.devserver.operation.Operations;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.Redactor;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides whether a request may run: its bucket, its signature, the ACLs and the addresses that a link allows. */
final class AccessControl {

    /** A host that names no bucket, so that a missing bucket has nothing to do with it. */
    private static final Pattern PLAIN_HOST = Pattern.compile("localhost|[0-9.]+|\\[.*");

    private final SignatureVerifier verifier;
    private final PublicAccess publicAccess;
    private final OperationTable operations;

    AccessControl(SignatureVerifier verifier, PublicAccess publicAccess, OperationTable operations) {
        this.verifier = verifier;
        this.publicAccess = publicAccess;
        this.operations = operations;
    }

    /** A request with its form, if it has one, its caller and the operation that it selects, if there is one. */
    record Admission(OssRequest request, Caller caller, Operations.@Nullable Entry selected) {}

    /** Returns the admitted request, or throws the error of OSS with a diagnosis. */
    Admission admit(OssRequest sent) throws IOException {
        Operations.Entry selected = operations.select(sent);
        // OSS reports a missing bucket before an unknown access key or a wrong signature.
        requireBucket(sent, selected);
        OssRequest request = sent;
        if (operations.takesForm(selected)) {
            operations.requireSupported(sent, selected);
            request = sent.withForm(Form.read(sent.http()));
        }
        Caller caller = verifier.verify(request);
        if (caller.isAnonymous() && !publicAccess.allows(request)) {
            throw publicAccess.refusal(request).withDiagnosis(SignatureVerifier.diagnosisOfUnsigned(request));
        }
        SourceRestriction.check(request);
        return new Admission(request, caller, selected);
    }

    private void requireBucket(OssRequest request, Operations.@Nullable Entry selected) {
        try {
            operations.requireBucket(request, selected);
        } catch (OssException e) {
            String host = String.valueOf(request.header("Host"))
                    .toLowerCase(Locale.ROOT)
                    .replaceFirst(":[0-9]+$", "");
            if (PLAIN_HOST.matcher(host).matches()) {
                throw e;
            }
            boolean inHost = host.startsWith(request.bucket() + ".");
            throw e.withDiagnosis("The bucket " + Redactor.quoted(request.requiredBucket()) + " was read from the "
                    + (inHost ? "host " : "path, because the host ") + Redactor.quoted(host)
                    + (inHost ? "." : " stands for no bucket (--base-host, --custom-domain)."));
        }
    }
}
