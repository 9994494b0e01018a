/* SPDX-License-Identifier: Apache-2.0 */
#include "base/worker.h"

#include <signal.h>
#include <stdlib.h>

struct task {
	void (*work)(void *payload);
	void *payload;
};

static void *run(void *payload)
{
	struct task task = *(struct task *)payload;

	free(payload);
	task.work(task.payload);
	return NULL;
}

/** A thread takes over the signals that are held back where it is made. */
static bool make_thread(struct rota_worker *worker, struct task *task)
{
	sigset_t all, before;
	bool made;

	sigfillset(&all);
	if (pthread_sigmask(SIG_SETMASK, &all, &before))
		return false;
	made = pthread_create(&worker->thread, NULL, run, task) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return made;
}

bool rota_worker_try(struct rota_worker *worker, void (*work)(void *payload), void *payload)
{
	struct task *task = malloc(sizeof(*task));

	if (task)
		*task = (struct task){ work, payload };
	worker->running = task && make_thread(worker, task);
	if (!worker->running)
		free(task);
	return worker->running;
}

void rota_worker_start(struct rota_worker *worker, void (*work)(void *payload), void *payload)
{
	if (!rota_worker_try(worker, work, payload))
		work(payload);
}

void rota_worker_wait(struct rota_worker *worker)
{
	if (worker->running)
		pthread_join(worker->thread, NULL);
	worker->running = false;
}
