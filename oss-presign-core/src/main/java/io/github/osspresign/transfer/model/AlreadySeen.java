// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

/**
 * Result for an object that was not downloaded because its {@link DownloadFilter} has seen it before.
 *
 * @param object the object
 */
public record AlreadySeen(ObjectIdentity object) implements DownloadResult {}
