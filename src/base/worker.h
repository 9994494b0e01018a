/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * One function that runs on another processor while its caller goes on.
 *
 * Between start and wait the caller keeps its hands off all that the function
 * touches; then everything that it did is seen. The function is pure work in
 * memory: it opens no store, starts no process, and gets no signals.
 */
#ifndef BASE_WORKER_H
#define BASE_WORKER_H

#include <pthread.h>
#include <stdbool.h>

/** The caller's; all-zero: nothing runs. */
struct rota_worker {
	pthread_t thread;
	bool running;
};

/** Begin, if a thread can be had. @return whether; else nothing was done. */
bool rota_worker_try(struct rota_worker *worker, void (*work)(void *payload), void *payload);

/** Begin. Where no thread can be had the work is done when this returns. */
void rota_worker_start(struct rota_worker *worker, void (*work)(void *payload), void *payload);

/** Until the work is done; at once when nothing runs. */
void rota_worker_wait(struct rota_worker *worker);

#endif
