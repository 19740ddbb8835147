// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.dispatch;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operations;
import io.github.osspresign.devserver.operation.bucket.BucketOperations;
import io.github.osspresign.devserver.operation.configuration.ConfigurationOperations;
import io.github.osspresign.devserver.operation.configuration.TlsVersions;
import io.github.osspresign.devserver.operation.listing.ListingOperations;
import io.github.osspresign.devserver.operation.metadata.ServerSideEncryption;
import io.github.osspresign.devserver.operation.multipart.MultipartOperations;
import io.github.osspresign.devserver.operation.multipart.MultipartUploads;
import io.github.osspresign.devserver.operation.object.ObjectOperations;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.worm.BucketWorm;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ContentDiscardedException;
import io.github.osspresign.devserver.store.MissingBucketException;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation for a request. A request without an operation gets NotImplemented, never a success without
 * effect.
 */
public final class OperationTable {

    private static final Set<String> CREATING_A_BUCKET = Set.of("PUT bucket", "PUT bucket?acl");

    /** The request whose body is a form that contains the signature and the key. */
    private static final String FORM_UPLOAD = "POST bucket";

    private final ObjectStore store;
    private final ServiceRules rules;
    private final Operations operations = new Operations();

    public OperationTable(ObjectStore store, ServiceRules rules) {
        this.store = store;
        this.rules = rules;
        MultipartUploads uploads = new MultipartUploads(store);
        BucketOperations.addTo(operations, store, rules, uploads);
        ConfigurationOperations.addTo(operations, store, rules);
        ListingOperations.addTo(operations, store, rules);
        ObjectOperations.addTo(operations, store, rules);
        MultipartOperations.addTo(operations, store, rules, uploads);
        BucketWorm.addTo(operations, store);
    }

    /** Returns the requests that select an operation, as in {@code GET bucket?acl}. */
    public Set<String> requests() {
        return operations.requests();
    }

    /** Returns the operation that the request selects, or null. It may not support all parameters of the request. */
    public Operations.@Nullable Entry select(OssRequest request) {
        return operations.find(request);
    }

    /** Throws InvalidBucketName or NoSuchBucket if the operation needs a bucket that does not exist. */
    public void requireBucket(OssRequest request, Operations.@Nullable Entry selected) {
        if (request.bucket() != null && selected != null && !CREATING_A_BUCKET.contains(selected.request())) {
            BucketRules.requireExisting(store, request.bucket());
        }
    }

    /** Returns whether the operation takes a form. */
    public boolean takesForm(Operations.@Nullable Entry selected) {
        return selected != null && selected.request().equals(FORM_UPLOAD);
    }

    /** Returns the operation, or throws NotImplemented if there is none or it does not know a parameter. */
    public Operations.Entry requireSupported(OssRequest request, Operations.@Nullable Entry selected) {
        KnownParameters.refuseOthers(request.query(), selected == null ? Set.of() : selected.parameters());
        if (selected == null) {
            throw OssErrorCode.NOT_IMPLEMENTED.error().with("Method", request.method());
        }
        return selected;
    }

    private void requireOpenDomain(OssRequest request) {
        if (rules.closedDefaultDomain() && request.key() != null && !request.onCustomDomain()) {
            throw OssErrorCode.PUBLIC_ENDPOINT_FORBIDDEN.error().ec("0048-00000401");
        }
    }

    /** Returns the bucket that the operation gets, or throws InvalidBucketName or NoSuchBucket. */
    private BucketInfo bucket(OssRequest request, Operations.Entry selected) {
        String name = request.bucket();
        if (name == null) {
            return store.service();
        }
        if (!CREATING_A_BUCKET.contains(selected.request())) {
            return BucketRules.requireExisting(store, name);
        }
        BucketRules.requireValidName(name);
        BucketInfo known = store.bucket(name);
        return known == null
                ? new BucketInfo(name, request.receivedAt().truncatedTo(ChronoUnit.SECONDS), Map.of())
                : known;
    }

    /** Runs the selected operation. */
    public Response handle(OssRequest request, Operations.@Nullable Entry selected) throws IOException {
        try {
            Operations.Entry supported = requireSupported(request, selected);
            requireOpenDomain(request);
            ServerSideEncryption.requireKnownKey(request.headers(), rules);
            BucketInfo bucket = bucket(request, supported);
            TlsVersions.check(request, bucket);
            return supported.operation().handle(request, bucket);
        } catch (MissingBucketException e) {
            // The bucket was deleted after the operation started.
            throw BucketRules.noSuchBucket(e.bucket());
        } catch (ContentDiscardedException e) {
            throw OssErrorCode.NOT_IMPLEMENTED.error(
                    "This server keeps no content of objects, only their size and checksums (--discard-content).");
        }
    }
}
