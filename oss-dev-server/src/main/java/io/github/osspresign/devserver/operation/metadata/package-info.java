// SPDX-License-Identifier: Apache-2.0
/**
 * What is stored with an object beside its content: headers, user metadata, ACL, encryption, restoration and the target
 * of a symbolic link. No operation lives here. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.metadata;

import org.jspecify.annotations.NullMarked;
