/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"

#include "base/messages.h"
#include "render/page.h"

static int add_object(struct rota_value *objects, struct rota_page *page,
                      const struct rota_value *row)
{
	struct rota_value object = rota_map();
	int rc = ROTA_OK;

	for (size_t i = 0; i < page->report->column_count && !rc; i++)
		rc = rota_map_set(&page->scratch, &object, page->report->columns[i].key,
		                  row->as.list.items[i]);
	return rc ? rc : rota_list_add(&page->scratch, objects, object);
}

int rota_page_write_json(struct rota_page *page, struct rota_error *err)
{
	const struct rota_value *rows = &page->report->rows;
	struct rota_value json = page->report->json;
	int rc = ROTA_OK;

	if (json.type == ROTA_NIL) {
		json = rota_list();
		for (size_t i = 0; i < rota_page_count(rows) && !rc; i++)
			rc = add_object(&json, page, &rows->as.list.items[i]);
	}
	if (rc)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	rc = page->options->line ? rota_json_write(&page->out, &json, err) :
	                           rota_json_write_pretty(&page->out, &json, err);
	if (rc)
		return rc;
	rota_buffer_puts(&page->out, "\n");
	return rota_buffer_check(&page->out, err);
}
