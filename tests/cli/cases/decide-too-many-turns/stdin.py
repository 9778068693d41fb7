print('{"id":"many","turns":[' + ",".join(['{"text":"a"}'] * 2001) + "]}")
print('{"id":"next","turns":[]}')
