/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * ask/git.h without git: repositories by their paths, in memory. Who links git_memory.c before
 * the rooms exchanges in one process and at once, by all the code of sync and merge.
 *
 * Nothing is checked here that the helper checks of git's objects; what the office checks of
 * commits stays as it is. Bundles are not kept: writing one does nothing.
 */
#ifndef TESTS_PROPERTY_GIT_MEMORY_H
#define TESTS_PROPERTY_GIT_MEMORY_H

/** Everything that lies below a folder also lies below another one. */
void git_memory_copy(const char *from, const char *to);
/** All repositories are gone. */
void git_memory_clear(void);

#endif
